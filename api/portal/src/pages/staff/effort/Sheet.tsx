import { Table, Text } from '@mantine/core';
import type { TimesheetEntry } from '../../../api/client';
import { tagOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { ActButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Line, Lines } from '../../../ui/Lines';
import { useLooks, useProjectNames } from '../projects/looks';

/** One timesheet: who, which week, and what of it on which day. */
export function Sheet({ sheet }: { sheet: TimesheetEntry }) {
  const { t, day, name, number } = useI18n();
  const looks = useLooks();
  const { projects, phases, tasks } = useProjectNames();
  return (
    <>
      <RecordFacts of={sheet} looks={looks} skip={['person', 'lines']} />
      <Part title={t('book.lines')}>
        {sheet.lines.length === 0 && <Text c="dimmed">{t('book.noLines')}</Text>}
        <Table.ScrollContainer minWidth={480} type="native" tabIndex={0}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{name('day')}</Table.Th>
                <Table.Th>{t('book.on')}</Table.Th>
                <Table.Th ta="right">{name('hours')}</Table.Th>
                <Table.Th>{name('note')}</Table.Th>
                <Table.Th>{name('approved')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sheet.lines.map((line) => {
                const task = 'task' in line.on ? tasks(line.on.task) : t('book.phaseItself');
                const notes = line.entries.map(({ note }) => note).filter(Boolean);
                return (
                  <Table.Tr key={JSON.stringify([line.day, line.on])}>
                    <Table.Td>{day(line.day)}</Table.Td>
                    <Table.Td>
                      {task}
                      <Text size="xs" c="dimmed">
                        {projects(line.project)} · {phases(line.phase)}
                      </Text>
                    </Table.Td>
                    <Table.Td ta="right">{number(line.hours)}</Table.Td>
                    <Table.Td>{notes.join('; ')}</Table.Td>
                    <Table.Td>{t(line.approved ? 'value.yes' : 'value.no')}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Part>
      {sheet.status === 'submitted' && <PhaseLines sheet={sheet} />}
    </>
  );
}

/** Lines are approved phase by phase where the approval path asks for it. */
function PhaseLines({ sheet }: { sheet: TimesheetEntry }) {
  const { t, number } = useI18n();
  const { phases } = useProjectNames();
  const open = sheet.lines.filter(({ approved }) => !approved);
  const byPhase = [...new Set(open.map(({ phase }) => phase))].map((phase) => ({
    id: phase,
    hours: open.filter((line) => line.phase === phase).reduce((sum, { hours }) => sum + hours, 0),
  }));
  if (byPhase.length === 0) return null;
  return (
    <Part title={t('book.byPhase')}>
      <Lines of={byPhase} none="">
        {({ id, hours }) => (
          <Line
            title={phases(id)}
            about={t('value.hours', { hours: number(hours) })}
            actions={
              <ActButton
                command="approve-timesheet"
                body={{ timesheet: sheet.id, phase: id }}
                ifMatch={tagOf(sheet)}
                label={t('book.approveLines')}
              />
            }
          />
        )}
      </Lines>
    </Part>
  );
}
