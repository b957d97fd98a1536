import { SimpleGrid, Text } from '@mantine/core';
import { useStaffItem } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';

/** Who approves time and money, and which time is closed. */
export default function EffortSettings() {
  const { t, name } = useI18n();
  const settings = useStaffItem('effort_settings');
  return (
    <Page title={t('book.settings')} lead={t('book.settingsLead')}>
      <Told of={settings}>
        {({ approval_path: path, period_lock: lock }) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
            <Part
              order={2}
              title={t('book.path')}
              actions={
                <CommandButton
                  command="set-approval-path"
                  initial={{ ...path }}
                  label={t('project.change')}
                />
              }
            >
              <Text c="dimmed">{t('book.pathWhy')}</Text>
              <RecordFacts
                of={path}
                looks={Object.fromEntries(
                  (['sheet', 'line', 'expense'] as const).map((of) => [
                    of,
                    { label: t(`book.path.${of}`), cell: () => name(path[of]) },
                  ]),
                )}
              />
            </Part>
            <Part
              order={2}
              title={t('book.lock')}
              actions={
                <CommandButton
                  command="lock-period"
                  initial={{ ...lock }}
                  label={t('project.change')}
                />
              }
            >
              <Text c="dimmed">{t('book.lockWhy')}</Text>
              {lock ? (
                <RecordFacts of={lock} looks={{ unless: { cell: () => name(lock.unless) } }} />
              ) : (
                <Text>{t('book.noLock')}</Text>
              )}
            </Part>
          </SimpleGrid>
        )}
      </Told>
    </Page>
  );
}
