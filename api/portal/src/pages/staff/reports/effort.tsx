import type { RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import type { Bar, Fill } from '../../../ui/Bars';
import { Report } from './Report';

type Utilised = RowOf<'utilisation_report'>;

/** Of each person, over all weeks of the period. */
function byPerson(rows: Utilised[]) {
  const people = new Map<
    string,
    { name: string; capacity: number; booked: number; logged: number }
  >();
  for (const { person, name, capacity, planned, confirmed, logged } of rows) {
    const before = people.get(person) ?? { name: name ?? '–', capacity: 0, booked: 0, logged: 0 };
    people.set(person, {
      name: before.name,
      capacity: before.capacity + capacity,
      booked: before.booked + planned + confirmed,
      logged: before.logged + logged,
    });
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** How busy people are. */
export function Utilisation() {
  const { t, percent } = useI18n();
  const bar = (label: string, what: string, hours: number, capacity: number, fill: Fill): Bar => {
    const share = capacity ? hours / capacity : 0;
    return { label, what, value: share, text: percent(share), fill: share > 1 ? 'alarm' : fill };
  };
  return (
    <Report
      id="utilisation_report"
      path="utilisation"
      title={t('report.utilisation')}
      period="needed"
      without={['bookings', 'person', 'timesheet']}
      chart={(rows) => ({
        title: t('report.utilisationChart'),
        max: 1,
        bars: byPerson(rows).flatMap(({ name, capacity, booked, logged }) => [
          bar(name, t('report.booked'), booked, capacity, 'second'),
          bar(name, t('report.logged'), logged, capacity, 'plain'),
        ]),
      })}
    />
  );
}

/** Planned hours against logged ones. */
export function Hours() {
  const { t, number } = useI18n();
  const hours = (value: number) => t('value.hours', { hours: number(value) });
  return (
    <Report
      id="hours_report"
      path="hours"
      title={t('report.hours')}
      period="none"
      without={['project', 'phase', 'timesheets']}
      chart={(rows) => ({
        title: t('report.hoursChart'),
        bars: rows
          .filter(({ phase }) => !phase)
          .flatMap(({ name, planned, logged }): Bar[] => [
            {
              label: name ?? '–',
              what: t('report.planned'),
              value: planned,
              text: hours(planned),
              fill: 'second',
            },
            {
              label: name ?? '–',
              what: t('report.logged'),
              value: logged,
              text: hours(logged),
              fill: logged > planned ? 'alarm' : 'plain',
            },
          ]),
      })}
    />
  );
}

/** In the order in which an expense goes through them. */
const STATUSES = ['draft', 'submitted', 'approved', 'rejected', 'paid'];
const FILLS: Record<string, Fill> = {
  draft: 'second',
  submitted: 'busy',
  approved: 'plain',
  rejected: 'alarm',
  paid: 'good',
};

/** What was spent, by how far it is; sums never go across currencies. */
export function Expenses() {
  const { t, name, money } = useI18n();
  return (
    <Report
      id="expenses_report"
      path="expenses"
      title={t('report.expenses')}
      period="any"
      without={['project']}
      chart={(rows) => {
        const sums = new Map<string, number>();
        for (const { status, sums: told } of rows) {
          for (const { amount, currency } of told) {
            const key = `${status} ${currency}`;
            sums.set(key, (sums.get(key) ?? 0) + Number(amount));
          }
        }
        const bars = [...sums].map(([key, value]): Bar & { place: number } => {
          const [status = '', currency = ''] = key.split(' ');
          const place = STATUSES.indexOf(status);
          const text = money(value, currency);
          return { label: name(status), value, text, fill: FILLS[status], place };
        });
        return {
          title: t('report.expensesChart'),
          bars: bars.sort((a, b) => a.place - b.place).map(({ place: _, ...bar }) => bar),
        };
      }}
    />
  );
}
