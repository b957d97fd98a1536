import { Group, Table, Text } from '@mantine/core';
import type { Module } from '../../../api/client';
import { tagOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Section } from '../../../ui/Section';
import { GrantTerm } from './GrantTerm';
import type { PartnerUser } from './Partners';

/** Every part of the portal that is licensed. */
export const MODULES: Module[] = [
  'projects',
  'planning_objects',
  'planning',
  'dashboard',
  'workbench_classic',
  'workbench_terminal',
];

interface LicencesProps {
  partner: PartnerUser;
  mayChange: boolean;
}

/** The modules of a partner user, each with its term, and process feedback. */
export function Licences({ partner, mayChange }: LicencesProps) {
  const { t, name } = useI18n();
  const ifMatch = tagOf(partner);
  return (
    <Section title={t('partner.licences')}>
      <Table.ScrollContainer minWidth={320} type="native" tabIndex={0}>
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {MODULES.map((module) => {
              const licence = partner.licences.find((one) => one.module === module);
              return (
                <Table.Tr key={module}>
                  <Table.Th scope="row" fw={500}>
                    {name(module)}
                  </Table.Th>
                  <Table.Td>
                    {licence ? <GrantTerm grant={licence} /> : t('partner.noLicence')}
                  </Table.Td>
                  {mayChange && (
                    <Table.Td>
                      <div className="row-actions">
                        <CommandButton
                          label={t(licence ? 'partner.change' : 'partner.give')}
                          aria-label={t(licence ? 'partner.changeLicence' : 'partner.giveLicence', {
                            module: name(module),
                          })}
                          command="assign-module-licence"
                          fixed={{ partner_user: partner.id, module }}
                          initial={
                            licence && {
                              from: licence.from,
                              until: licence.until,
                              sponsor: licence.sponsor,
                            }
                          }
                          ifMatch={ifMatch}
                          reasoned
                          whatIf
                        />
                        {licence && (
                          <AskedCommand
                            command="revoke-module-licence"
                            body={{ partner_user: partner.id, module }}
                            ifMatch={ifMatch}
                            aria-label={t('partner.takeLicence', { module: name(module) })}
                            whatIf
                          >
                            {t('partner.take')}
                          </AskedCommand>
                        )}
                      </div>
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between" mt="sm">
        <div>
          <Text fw={500}>{name('process_feedback')}</Text>
          <Text size="sm" c="dimmed">
            {t(partner.process_feedback ? 'partner.feedbackYes' : 'partner.feedbackNo')}
          </Text>
        </div>
        {mayChange && (
          <AskedCommand
            command={
              partner.process_feedback ? 'withdraw-process-feedback' : 'allow-process-feedback'
            }
            body={{ partner_user: partner.id }}
            ifMatch={ifMatch}
            aria-label={t(
              partner.process_feedback ? 'partner.withdrawFeedback' : 'partner.allowFeedback',
            )}
            whatIf
          >
            {t(partner.process_feedback ? 'partner.take' : 'partner.allow')}
          </AskedCommand>
        )}
      </Group>
    </Section>
  );
}
