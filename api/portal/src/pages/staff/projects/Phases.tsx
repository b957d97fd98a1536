import { Stack, Text } from '@mantine/core';
import type { ParticipantEntry, PhaseEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Line, Lines } from '../../../ui/Lines';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Records } from '../../../ui/Records';
import { useLooks, useProjectNames } from './looks';

/** The phases of a project, and who takes part in them. */
export function Phases({ project }: { project: string }) {
  const { t } = useI18n();
  const looks = useLooks();
  const list = useStaffRows('staff_phases', { filters: { project } });
  return (
    <Records
      of={list}
      name="staff-phases"
      caption={t('project.phases')}
      looks={looks}
      without={['project']}
      toolbar={<CommandButton command="add-phase" fixed={{ project }} />}
      empty={
        <Empty title={t('project.noPhases')}>
          <Stack align="center">
            {t('project.noPhasesWhy')}
            <CommandButton command="add-phase" fixed={{ project }} />
          </Stack>
        </Empty>
      }
      titleOf={({ name }) => name}
      actions={(phase) => (
        <>
          <CommandButton
            command="change-phase"
            fixed={{ phase: phase.id }}
            initial={phase as unknown as Record<string, unknown>}
            ifMatch={tagOf(phase)}
          />
          <CommandButton command="add-task" fixed={{ phase: phase.id }} />
        </>
      )}
      detail={(phase) => <Phase phase={phase} />}
    />
  );
}

function Phase({ phase }: { phase: PhaseEntry }) {
  const { t } = useI18n();
  const looks = useLooks();
  const participants = useStaffRows('staff_participants', { filters: { phase: phase.id } });
  return (
    <>
      <RecordFacts of={phase} looks={looks} skip={['name', 'project', 'participants']} />
      <Part
        title={t('project.participants')}
        actions={<CommandButton command="add-participant" fixed={{ phase: phase.id }} whatIf />}
      >
        <Text size="sm" c="dimmed">
          {t('project.participantsWhy')}
        </Text>
        <Told of={participants}>
          {({ rows }) => (
            <Lines of={rows} none={t('project.noParticipants')}>
              {(participant) => <Participant participant={participant} />}
            </Lines>
          )}
        </Told>
      </Part>
    </>
  );
}

function Participant({ participant }: { participant: ParticipantEntry }) {
  const { t } = useI18n();
  const { levels, persons } = useProjectNames();
  const { id, role, access_level, name, person } = participant;
  const called = name ?? persons(person);
  const level = access_level ? levels(access_level) : t('project.usualLevel');
  return (
    <Line
      title={called}
      about={[role, level].filter(Boolean).join(' · ')}
      actions={
        <>
          <CommandButton
            command="change-participant"
            fixed={{ participant: id }}
            initial={{ role, access_level }}
            ifMatch={tagOf(participant)}
            label={t('project.change')}
            whatIf
          />
          <AskedCommand
            command="remove-participant"
            body={{ participant: id }}
            ifMatch={tagOf(participant)}
            explain={t('project.removeWhat')}
            aria-label={t('project.removeNamed', { name: called })}
            whatIf
          >
            {t('form.remove')}
          </AskedCommand>
        </>
      }
    />
  );
}
