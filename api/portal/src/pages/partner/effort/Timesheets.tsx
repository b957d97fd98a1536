import { Button } from '@mantine/core';
import { useEyes } from '../../../api/eyes';
import { usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { DataTable } from '../../../ui/DataTable';
import { daysOf, mondayOf, today, weekOf } from '../../../ui/isoWeek';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { Week } from './Week';
import { useLedger } from './ledger';

export type Sheet = RowOf<'timesheets'>;

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The Monday of a timesheet; where its week is hidden, that of what was worked. */
function mondayOfSheet({ week, lines }: Sheet): string | undefined {
  if (week && DAY.test(week)) return week;
  const [first] = Array.isArray(lines) ? lines : [];
  return first?.day && DAY.test(first.day) ? mondayOf(first.day) : undefined;
}

/** All timesheets, or the week that the address names: one's own, or a sheet of somebody else. */
export default function Timesheets() {
  const { t } = useI18n();
  const me = useMe();
  const eyes = useEyes();
  const list = usePortalRows('timesheets');
  const ledger = useLedger();
  const [search, setSearch] = useSearchState();
  const now = today(me.workspace_zone);

  const sheets = list.data?.rows ?? [];
  const sheet = sheets.find((one) =>
    search.sheet
      ? one.id === search.sheet
      : one.mine && one.week && DAY.test(one.week) && weekOf(one.week) === search.week,
  );
  const monday = sheet && mondayOfSheet(sheet);
  const days = daysOf((search.sheet ? monday && weekOf(monday) : search.week) ?? '');
  if (list.data && days) {
    return <Week key={days[0]} days={days} sheet={sheet} sheets={sheets} ledger={ledger} />;
  }
  const open = (row: Sheet) => {
    const begins = row.week && DAY.test(row.week) ? row.week : undefined;
    setSearch(row.mine && begins ? { week: weekOf(begins) } : { sheet: row.id });
  };
  return (
    <Page
      title={t('timesheets.title')}
      lead={t('timesheets.lead')}
      fill
      actions={
        eyes.kind === 'own' && (
          <Button onClick={() => setSearch({ week: weekOf(now) })}>
            {t('timesheets.thisWeek')}
          </Button>
        )
      }
    >
      <Told of={list}>
        {({ columns, ...told }) => (
          <DataTable
            {...told}
            // What was worked is what the week shows.
            columns={columns.filter((column) => column !== 'lines')}
            name="timesheets"
            caption={t('timesheets.title')}
            filters={['status', 'person', 'mine']}
            csv={eyes.kind === 'own' ? '/v1/portal/timesheets?format=csv' : undefined}
            looks={{
              week: {
                label: t('timesheets.week'),
                cell: ({ week }) => (week && DAY.test(week) ? weekOf(week) : week),
                value: ({ week }) => (week && DAY.test(week) ? weekOf(week) : (week ?? '')),
              },
            }}
            onOpen={open}
            empty={<Empty title={t('timesheets.empty')}>{t('timesheets.emptyWhy')}</Empty>}
          />
        )}
      </Told>
    </Page>
  );
}
