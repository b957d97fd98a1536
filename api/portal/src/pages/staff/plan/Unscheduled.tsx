import { Button, Stack, Text, Title } from '@mantine/core';
import type { WorkStepEntry } from '../../../api/client';
import { useI18n } from '../../../i18n';

/** The steps that have no place in the plan yet, beside it. */
export function Unscheduled({
  steps,
  onOpen,
}: {
  steps: WorkStepEntry[];
  onOpen(step: WorkStepEntry): void;
}) {
  const { t, n } = useI18n();
  return (
    <Stack component="aside" gap="xs" className="plan-aside no-print">
      <Title order={2} size="h4">
        {n('plan.unscheduled', steps.length)}
      </Title>
      <Stack gap={4} className="scrolls">
        {steps.map((step) => (
          <Button
            key={step.id}
            variant="default"
            className="plan-waiting"
            justify="start"
            onClick={() => onOpen(step)}
            aria-label={t('plan.scheduleStep', { step: `${step.order ?? ''} ${step.name}` })}
          >
            <span>
              {step.order} · {step.name}
              <Text size="xs" c="dimmed" ta="left">
                {step.resource}
              </Text>
            </span>
          </Button>
        ))}
      </Stack>
    </Stack>
  );
}
