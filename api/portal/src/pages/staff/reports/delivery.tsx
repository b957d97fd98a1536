import type { SeverityBand } from '../../../api/client';
import { useI18n } from '../../../i18n';
import type { Bar, Fill } from '../../../ui/Bars';
import { useLooks } from '../projects/looks';
import { Report } from './Report';

/** The project of a row, by its name. */
const useProjectColumn = () => {
  const { project } = useLooks();
  return { project: { value: project?.value, cell: project?.cell } };
};

const BANDS: [SeverityBand, Fill][] = [
  ['critical', 'alarm'],
  ['high', 'busy'],
  ['medium', 'plain'],
  ['low', 'second'],
];

/** What is watched, by how much it weighs. */
export function Raid() {
  const { t, name, number } = useI18n();
  return (
    <Report
      id="raid_report"
      path="raid"
      title={t('report.raid')}
      period="none"
      without={['project']}
      chart={(rows) => {
        const open = rows.filter(({ status }) => status !== 'closed');
        const sum = (of: typeof rows) => of.reduce((all, { items }) => all + items, 0);
        const risks = BANDS.map(([band, fill]): Bar => {
          const value = sum(open.filter((row) => row.band === band));
          return { label: name('risk'), what: name(band), value, text: number(value), fill };
        });
        const others = (['assumption', 'issue', 'dependency'] as const).map((kind): Bar => {
          const value = sum(open.filter((row) => row.kind === kind));
          return { label: name(kind), value, text: number(value) };
        });
        return { title: t('report.raidChart'), bars: rows.length ? [...risks, ...others] : [] };
      }}
    />
  );
}

/** How late milestones are. */
export function Milestones() {
  const { t, n } = useI18n();
  const looks = useProjectColumn();
  return (
    <Report
      id="milestones_report"
      path="milestones"
      title={t('report.milestones')}
      period="any"
      without={['milestone', 'phase']}
      looks={looks}
      chart={(rows) => ({
        title: t('report.milestonesChart'),
        bars: rows
          .filter(({ slipped_days }) => slipped_days != null)
          .map(({ name, slipped_days }): Bar => {
            const days = slipped_days ?? 0;
            const text =
              days > 0
                ? n('report.late', days)
                : days < 0
                  ? n('report.early', -days)
                  : t('report.inTime');
            return { label: name, value: days, text, fill: days > 0 ? 'alarm' : 'good' };
          }),
      })}
    />
  );
}

const GRADE_MAX = 5;
/** From this grade on, customers are content. */
const CONTENT_FROM = 4;

/** How content customers are. */
export function Sentiment() {
  const { t, day } = useI18n();
  return (
    <Report
      id="sentiment_report"
      path="sentiment"
      title={t('report.sentiment')}
      period="any"
      without={['status_report', 'project']}
      chart={(rows) => ({
        title: t('report.sentimentChart'),
        max: GRADE_MAX,
        bars: rows.map(({ name, to, grade }) => ({
          label: name ?? '–',
          what: day(to),
          value: grade,
          text: t('report.grade', { grade }),
          fill: grade >= CONTENT_FROM ? 'good' : grade === 3 ? 'busy' : 'alarm',
        })),
      })}
    />
  );
}

/** How long it takes until customers gain something, directly or with partners. */
export function TimeToValue() {
  const { t, name, n, number } = useI18n();
  const days = (value: number) => n('report.days', value);
  return (
    <Report
      id="time_to_value_report"
      path="time-to-value"
      title={t('report.timeToValue')}
      period="any"
      looks={{
        reached: {
          value: ({ reached }) => (reached as unknown[]).length,
          cell: ({ reached }) => number((reached as unknown[]).length),
        },
      }}
      chart={(rows) => ({
        title: t('report.timeToValueChart'),
        bars: rows.map(({ delivery, median_days, lower_quartile_days, upper_quartile_days }) => ({
          label: name(delivery),
          what:
            lower_quartile_days == null || upper_quartile_days == null
              ? undefined
              : t('report.quartiles', { from: lower_quartile_days, to: upper_quartile_days }),
          value: median_days ?? 0,
          text: median_days == null ? t('report.notYet') : days(median_days),
        })),
      })}
    />
  );
}
