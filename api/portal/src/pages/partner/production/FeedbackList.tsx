import { Text } from '@mantine/core';
import { usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { cellOf, isNumeric } from '../../../ui/cells';
import { Told } from '../../../ui/Problem';
import type { OpenSubject } from './subject';

/** Said by the page already. */
const SAID = ['work_step', 'process'];

/** The reports on a work step or process, the newest first. */
export function FeedbackList({ of }: { of: OpenSubject }) {
  const i18n = useI18n();
  const { t, name } = i18n;
  const input = { path: { id: of.id } };
  const onStep = usePortalRows('work_step_feedback', input, of.kind === 'step');
  const onProcess = usePortalRows('process_feedback', input, of.kind === 'process');
  return (
    <Told of={of.kind === 'step' ? onStep : onProcess}>
      {({ columns, rows }) => {
        if (!rows.length) return <Text c="dimmed">{t('feedback.none')}</Text>;
        const told = columns.filter((column) => !SAID.includes(column));
        const cells = [...rows].reverse() as Record<string, unknown>[];
        return (
          <div
            className="subject-reports"
            tabIndex={0}
            role="region"
            aria-label={t('feedback.title')}
          >
            <table>
              <thead>
                <tr>
                  {told.map((column) => (
                    <th key={column} scope="col">
                      {name(column)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {cells.map((row) => (
                  <tr key={String(row.number)}>
                    {told.map((column) => (
                      <td key={column} className={isNumeric(row[column]) ? 'numeric' : undefined}>
                        {column === 'kind'
                          ? name(String(row.kind ?? ''))
                          : cellOf(column, row[column], i18n)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Told>
  );
}
