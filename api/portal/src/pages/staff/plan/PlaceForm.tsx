import { Button, Group, Select, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ResourceEntry, WorkStepEntry } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { InstantInput } from '../../../ui/InstantInput';
import type { Planning } from './planning';

const MINUTE_MS = 60_000;
/** Without a place in the plan, a step is offered the next full hour. */
const HOUR_MS = 60 * MINUTE_MS;

const nextHour = () => new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS).toISOString();
const lengthOf = (step: WorkStepEntry) =>
  Math.max((step.set_up_minutes + step.processing_minutes) * MINUTE_MS, HOUR_MS);
const endAfter = (start: string, ms: number) =>
  new Date(new Date(start).getTime() + ms).toISOString();

interface PlaceFormProps {
  step: WorkStepEntry;
  resources: ResourceEntry[];
  planning: Planning;
}

/** Says where and when a step is planned: what dragging does, for fingers and for exact times. */
export function PlaceForm({ step, resources, planning }: PlaceFormProps) {
  const { t, name } = useI18n();
  const { workspace_zone: zone } = useMe();
  const isNew = !step.planned_start;
  const [resource, setResource] = useState(step.resource_id);
  const [start, setStart] = useState(() => step.planned_start ?? nextHour());
  const [end, setEnd] = useState(() => step.planned_end ?? endAfter(start, lengthOf(step)));
  const begin = (next: string) => {
    setStart(next);
    // What is moved keeps its length.
    const ms = new Date(end).getTime() - new Date(start).getTime();
    if (next) setEnd(endAfter(next, ms));
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    planning.put({ step, resource: isNew ? undefined : resource, slot: { start, end } });
  };
  const wrong = start && end && end < start ? t('plan.endsFirst') : undefined;
  return (
    <form onSubmit={go}>
      <Stack gap="xs">
        {!isNew && (
          <Select
            label={name('resource')}
            data={resources.map(({ id, name: told }) => ({ value: id, label: told }))}
            value={resource}
            onChange={(next) => next && setResource(next)}
            searchable
            allowDeselect={false}
          />
        )}
        <Group grow align="start">
          <InstantInput label={name('planned_start')} value={start} onChange={begin} zone={zone} />
          <InstantInput
            label={name('planned_end')}
            value={end}
            onChange={setEnd}
            error={wrong}
            zone={zone}
          />
        </Group>
        <Group justify="flex-end">
          <Button
            type="submit"
            disabled={!start || !end || Boolean(wrong)}
            loading={planning.isPending}
          >
            {t(isNew ? 'plan.schedule' : 'plan.move')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
