import { SegmentedControl } from '@mantine/core';
import { usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { ExpenseApprovals } from './ExpenseApprovals';
import { SheetApprovals } from './SheetApprovals';

export type Approval = RowOf<'approvals'>;

/** What waits for whoever looks to decide: timesheets and expenses, one by one or several at once. */
export default function Approvals() {
  const { t, n } = useI18n();
  const waiting = usePortalRows('approvals');
  const [{ kind = 'timesheet' }, setSearch] = useSearchState();
  return (
    <Page title={t('approvals.title')} lead={t('approvals.lead')} fill>
      <Told of={waiting}>
        {({ rows }) => {
          const of = (one: Approval['kind']) => rows.filter((row) => row.kind === one);
          return (
            <>
              <SegmentedControl
                aria-label={t('form.kind')}
                value={kind}
                onChange={(value) => setSearch({ kind: value, open: undefined, q: undefined })}
                data={[
                  { value: 'timesheet', label: n('approvals.timesheets', of('timesheet').length) },
                  { value: 'expense', label: n('approvals.expenses', of('expense').length) },
                ]}
                style={{ alignSelf: 'flex-start' }}
              />
              {kind === 'expense' ? (
                <ExpenseApprovals waiting={of('expense')} />
              ) : (
                <SheetApprovals waiting={of('timesheet')} />
              )}
            </>
          );
        }}
      </Told>
    </Page>
  );
}
