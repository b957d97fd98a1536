import type { StatusReportRow } from '../../../../api/client';

/** By what a report judges how a project went. */
export const DIMENSIONS = ['scope', 'schedule', 'budget', 'resources'] as const;

/** What is written of a report, in the order of the form. */
export const WRITTEN = [
  'from',
  'to',
  ...DIMENSIONS,
  'summary',
  'achievements',
  'next_steps',
  'sentiment',
];

/** A report as the form that changes it takes it. What is not told is not asked for either. */
export function writtenOf(report: StatusReportRow) {
  const { period_start, period_end, sentiment, sentiment_comment } = report;
  const graded = 'sentiment' in report && 'sentiment_comment' in report;
  const written: Record<string, unknown> = {
    ...report,
    from: period_start,
    to: period_end,
    sentiment:
      graded && typeof sentiment === 'number'
        ? { grade: sentiment, comment: sentiment_comment ?? undefined }
        : null,
  };
  const told = {
    from: 'period_start' in report,
    to: 'period_end' in report,
    sentiment: graded,
  } as Record<string, boolean>;
  const only = WRITTEN.filter((field) => told[field] ?? field in report);
  return { only, initial: Object.fromEntries(only.map((field) => [field, written[field]])) };
}
