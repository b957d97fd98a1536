import {
  Alert,
  Button,
  Group,
  MultiSelect,
  Paper,
  Select,
  Stack,
  TextInput,
  Title,
} from '@mantine/core';
import { useI18n } from '../../../../i18n';
import { holds, useMe } from '../../../../session';
import { InstantInput } from '../../../../ui/InstantInput';
import { phaseName, type Participation } from './draft';
import type { StepProps } from './Who';

/** Which resources of the plan, and which phases of projects. */
export function Where({ draft, known, onChange }: StepProps) {
  const { t, name } = useI18n();
  const resource = ({ id, name: called, external }: (typeof known.resources)[number]) => ({
    value: id,
    label: external ? called : t('invite.internalResource', { name: called }),
  });
  const shown = known.resources.filter(({ external }) => external);
  const hidden = known.resources.filter(({ external }) => !external);
  return (
    <Stack maw={640}>
      <Title order={3} size="h5">
        {t('invite.plan')}
      </Title>
      <MultiSelect
        label={t('invite.resources')}
        description={t('invite.resourcesHint')}
        data={[
          { group: t('matrix.external'), items: shown.map(resource) },
          { group: t('matrix.internal'), items: hidden.map(resource) },
        ]}
        value={draft.resources}
        onChange={(resources) => onChange({ resources })}
        searchable
        hidePickedOptions
      />
      {draft.resources.length > 0 && (
        <InstantInput
          label={t('invite.until')}
          description={t('invite.untilHint')}
          value={draft.until ?? ''}
          onChange={(value) => onChange({ until: value || undefined })}
        />
      )}
      <Title order={3} size="h5">
        {t('invite.projects')}
      </Title>
      <Participations draft={draft} known={known} onChange={onChange} />
      {draft.modules.includes('projects') && !draft.participations.length && (
        <Alert variant="light" color="gray" c="var(--mantine-color-text)">
          {t('invite.noPhase', { module: name('projects') })}
        </Alert>
      )}
    </Stack>
  );
}

function Participations({ draft, known, onChange }: Omit<StepProps, 'lacking'>) {
  const { t, name } = useI18n();
  const mayAdd = holds(useMe(), 'delivery_manager');
  const { participations } = draft;
  const set = (at: number, change: Partial<Participation>) =>
    onChange({
      participations: participations.map((one, other) =>
        other === at ? { ...one, ...change } : one,
      ),
    });
  if (!mayAdd) {
    return (
      <Alert variant="light" color="gray" c="var(--mantine-color-text)">
        {t('invite.notDelivery', { role: name('delivery_manager') })}
      </Alert>
    );
  }
  return (
    <>
      {participations.map(({ phase, role, level }, at) => (
        <Paper key={at} withBorder p="sm">
          <Stack gap="xs">
            <Select
              label={t('invite.phase')}
              data={known.phases.map(({ id }) => ({ value: id, label: phaseName(id, known) }))}
              value={phase ?? null}
              onChange={(value) => set(at, { phase: value ?? undefined })}
              searchable
              limit={100}
            />
            <TextInput
              label={t('invite.role')}
              value={role ?? ''}
              onChange={(event) => set(at, { role: event.currentTarget.value })}
            />
            <Select
              label={t('invite.level')}
              description={t('invite.levelHint')}
              data={known.levels.map(({ id, name: called }) => ({ value: id, label: called }))}
              value={level ?? null}
              onChange={(value) => set(at, { level: value ?? undefined })}
              clearable
            />
            <Group justify="flex-end">
              <Button
                variant="default"
                aria-label={t('form.removeItem', { number: at + 1 })}
                onClick={() =>
                  onChange({ participations: participations.filter((_, other) => other !== at) })
                }
              >
                {t('form.remove')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      ))}
      <Group>
        <Button
          variant="default"
          onClick={() => onChange({ participations: [...participations, {}] })}
        >
          {t('invite.addPhase')}
        </Button>
      </Group>
    </>
  );
}
