import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { CommandForm } from '../../../ui/CommandForm';
import { today } from '../../../ui/isoWeek';
import type { Places } from './places';

interface NewExpenseProps {
  places: Places;
  onDone(): void;
  onCancel(): void;
}

/** Writes down what was spent; it is a draft until it is handed in. */
export function NewExpense({ places, onDone, onCancel }: NewExpenseProps) {
  const { t } = useI18n();
  const me = useMe();
  const [chosen, setProject] = useState<string | null>(null);
  // Who has one project only need not choose it.
  const project =
    chosen ?? (places.projects.length === 1 ? (places.projects[0]?.id ?? null) : null);
  const [phase, setPhase] = useState<string | null>(null);
  const phases = places.phases.filter(({ project_id }) => project_id === project);
  return (
    <Stack gap="sm">
      <Select
        label={t('effort.project')}
        withAsterisk
        placeholder={t('form.choose')}
        data={places.projects.map(({ id }) => ({ value: id, label: places.project(id) }))}
        value={project}
        onChange={(next) => {
          setProject(next);
          setPhase(null);
        }}
        searchable
      />
      {project && (
        <>
          <Select
            label={t('effort.phase')}
            placeholder={t('form.none')}
            data={phases.map(({ id }) => ({ value: id, label: places.phase(id) }))}
            value={phase}
            onChange={setPhase}
            clearable
          />
          <CommandForm
            command="add-expense"
            initial={{ day: today(me.workspace_zone), money: { currency: 'EUR' } }}
            fixed={phase ? { project, phase } : { project }}
            only={['category', 'day', 'money', 'billable', 'notes']}
            onDone={onDone}
            onCancel={onCancel}
          />
        </>
      )}
    </Stack>
  );
}
