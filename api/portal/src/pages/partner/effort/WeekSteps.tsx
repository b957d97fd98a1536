import { Button, Group } from '@mantine/core';
import { useCommand } from '../../../api/commands';
import { usePortalRecord } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { ProblemAlert } from '../../../ui/Problem';
import type { Sheet } from './Timesheets';

/** What the owner does with a week: hands it in, or takes it back. */
export function WeekSteps({ sheet, waits }: { sheet: Sheet; waits: boolean }) {
  const { t } = useI18n();
  // The tag says which state was looked at: what was changed meanwhile is not handed in unseen.
  const { data } = usePortalRecord('timesheet', { path: { id: sheet.id } });
  const submitting = useCommand('submit-timesheet');
  const recalling = useCommand('recall-timesheet');
  const sent = { body: { timesheet: sheet.id }, ifMatch: data?.tag };
  const error = submitting.error ?? recalling.error;
  const mayRecall = sheet.status === 'submitted' || sheet.status === 'rejected';
  return (
    <Group gap="xs" className="no-print">
      {error && <ProblemAlert error={error} />}
      {mayRecall && (
        <Button
          variant="default"
          loading={recalling.isPending}
          onClick={() => recalling.mutate(sent, { onSuccess: () => submitting.reset() })}
        >
          {t('week.recall')}
        </Button>
      )}
      {sheet.status === 'draft' && (
        <Button
          disabled={waits || !data}
          loading={submitting.isPending}
          onClick={() => submitting.mutate(sent, { onSuccess: () => recalling.reset() })}
        >
          {t('week.submit')}
        </Button>
      )}
    </Group>
  );
}
