import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { useI18n } from '../../../../i18n';
import { WhatIfOf } from '../../../../ui/WhatIf';
import { grantsOf, phaseName, userOf, type Draft, type Known } from './draft';

interface OutlookProps {
  draft: Draft;
  known: Known;
}

/** What they will see: reckoned by the server for somebody who is there, read from the plan else. */
export function Outlook({ draft, known }: OutlookProps) {
  const { t } = useI18n();
  const user = userOf(draft, known);
  const wishes = user && grantsOf(draft, known, user.id);
  return (
    <Stack>
      <Title order={3} size="h5">
        {t('invite.outlook')}
      </Title>
      {wishes ? (
        wishes.length > 0 ? (
          <WhatIfOf commands={wishes} />
        ) : (
          <Text>{t('invite.nothingNew')}</Text>
        )
      ) : (
        <Foreseen draft={draft} known={known} />
      )}
      <Projects draft={draft} known={known} />
      {!user && (
        <Alert variant="light" color="gray" c="var(--mantine-color-text)">
          {t('invite.foreseen')}
        </Alert>
      )}
    </Stack>
  );
}

/** For somebody who is not there yet: what lies on the resources now. */
function Foreseen({ draft, known }: OutlookProps) {
  const { t, n, name } = useI18n();
  const linked = known.resources.filter(({ id }) => draft.resources.includes(id));
  const shown = linked.filter(({ external }) => external);
  const hidden = linked.filter(({ external }) => !external);
  const steps = shown.reduce((sum, { work_step_count }) => sum + work_step_count, 0);
  const plans = draft.modules.some((module) => module !== 'projects');
  return (
    <>
      <List spacing={4}>
        <List.Item>
          {draft.modules.length
            ? t('invite.seesModules', { modules: draft.modules.map(name).join(', ') })
            : t('invite.seesNoModules')}
        </List.Item>
        {shown.map((resource) => (
          <List.Item key={resource.id}>
            {n('invite.seesSteps', resource.work_step_count, { resource: resource.name })}
          </List.Item>
        ))}
        {hidden.map((resource) => (
          <List.Item key={resource.id}>
            {t('invite.seesInternal', { resource: resource.name })}
          </List.Item>
        ))}
        {steps > 0 && !plans && <List.Item>{t('invite.seesNoPlan')}</List.Item>}
        {steps > 0 && plans && (
          <List.Item>
            {t(draft.processFeedback ? 'invite.seesProcesses' : 'invite.seesNoProcesses')}
          </List.Item>
        )}
        {!linked.length && plans && <List.Item>{t('invite.seesNoResource')}</List.Item>}
      </List>
    </>
  );
}

function Projects({ draft, known }: OutlookProps) {
  const { t } = useI18n();
  const wanted = draft.participations.filter(({ phase }) => phase);
  if (!wanted.length) return null;
  return (
    <List spacing={4}>
      {wanted.map(({ phase, level }) => (
        <List.Item key={phase}>
          {t('invite.seesPhase', {
            phase: phaseName(phase, known),
            level: known.levels.find(({ id }) => id === level)?.name ?? t('invite.defaultLevel'),
          })}
        </List.Item>
      ))}
    </List>
  );
}
