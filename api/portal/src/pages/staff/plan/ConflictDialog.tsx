import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import type { Conflict, ResourceEntry, WorkStepEntry } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { ProblemAlert } from '../../../ui/Problem';
import type { Planning } from './planning';

interface ConflictDialogProps {
  planning: Planning;
  steps: WorkStepEntry[];
  resources: ResourceEntry[];
}

/** What speaks against a place in the plan, before anything is saved. */
export function ConflictDialog({ planning, steps, resources }: ConflictDialogProps) {
  const { t, n, instant } = useI18n();
  const { workspace_zone: zone } = useMe();
  const { wanted, conflicts, error, isPending, confirm, giveUp } = planning;
  const wordsOf = useConflictWords(steps, resources);
  if (!wanted || (conflicts.length === 0 && !error)) return null;
  const { step, resource, slot } = wanted;
  const place = resources.find(({ id }) => id === (resource ?? step.resource_id))?.name ?? '';
  return (
    <Modal
      opened
      onClose={giveUp}
      title={error ? t('plan.refused') : n('plan.conflicts', conflicts.length)}
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <Stack>
        <Text role="alert">
          {t('plan.wanted', {
            step: `${step.order ?? ''} ${step.name}`,
            resource: place,
            start: instant(slot.start, zone),
            end: instant(slot.end, zone),
          })}
        </Text>
        {error ? (
          <ProblemAlert error={error} />
        ) : (
          <List>
            {conflicts.map((conflict) => (
              <List.Item key={JSON.stringify(conflict)}>{wordsOf(conflict)}</List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={giveUp} data-autofocus>
            {t('plan.leave')}
          </Button>
          {!error && (
            <Button color="red.9" onClick={confirm} loading={isPending}>
              {t('plan.saveAnyway')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function useConflictWords(steps: WorkStepEntry[], resources: ResourceEntry[]) {
  const { t, instant } = useI18n();
  const { workspace_zone: zone } = useMe();
  const told = (id: string) => {
    const step = steps.find((one) => one.id === id);
    if (!step) return '–';
    const from = step.planned_start ? instant(step.planned_start, zone) : '–';
    const to = step.planned_end ? instant(step.planned_end, zone) : '–';
    return t('plan.stepAt', { step: `${step.order ?? ''} ${step.name}`, from, to });
  };
  return (conflict: Conflict): string => {
    if ('overlap' in conflict) return t('plan.overlap', { step: told(conflict.overlap.with) });
    if ('before_predecessor' in conflict) {
      return t('plan.predecessor', { step: told(conflict.before_predecessor.step) });
    }
    if ('after_successor' in conflict) {
      return t('plan.successor', { step: told(conflict.after_successor.step) });
    }
    const name = resources.find(({ id }) => id === conflict.frozen_zone.resource)?.name ?? '–';
    return t('plan.frozen', { resource: name });
  };
}
