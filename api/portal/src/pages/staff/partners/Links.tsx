import { Table, Text } from '@mantine/core';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Section } from '../../../ui/Section';
import { GrantTerm } from './GrantTerm';
import type { PartnerUser } from './Partners';

interface LinksProps {
  partner: PartnerUser;
  mayChange: boolean;
}

/** The resources that are linked to a partner user, each with its term. */
export function Links({ partner, mayChange }: LinksProps) {
  const { t } = useI18n();
  const resources = useStaffRows('resources');
  const ifMatch = tagOf(partner);
  const internal = new Set(
    resources.data?.rows.filter(({ external }) => !external).map(({ id }) => id),
  );
  return (
    <Section
      title={t('partner.links')}
      actions={
        mayChange && (
          <CommandButton
            label={t('partner.link')}
            command="link-resource"
            fixed={{ partner_user: partner.id }}
            ifMatch={ifMatch}
            reasoned
            whatIf
          />
        )
      }
    >
      {partner.links.length === 0 && <Text c="dimmed">{t('partner.noLinks')}</Text>}
      <Table.ScrollContainer minWidth={320} type="native" tabIndex={0}>
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {partner.links.map((link) => {
              const resource = link.name ?? link.resource;
              return (
                <Table.Tr key={link.resource}>
                  <Table.Th scope="row" fw={500}>
                    {resource}
                    {internal.has(link.resource) && (
                      <Text size="xs" c="dimmed">
                        {t('partner.internal')}
                      </Text>
                    )}
                  </Table.Th>
                  <Table.Td>
                    <GrantTerm grant={link} />
                  </Table.Td>
                  {mayChange && (
                    <Table.Td>
                      <div className="row-actions">
                        <CommandButton
                          label={t('partner.change')}
                          aria-label={t('partner.changeLink', { resource })}
                          command="link-resource"
                          fixed={{ partner_user: partner.id, resource: link.resource }}
                          initial={{ from: link.from, until: link.until, sponsor: link.sponsor }}
                          ifMatch={ifMatch}
                          reasoned
                          whatIf
                        />
                        <AskedCommand
                          command="unlink-resource"
                          body={{ partner_user: partner.id, resource: link.resource }}
                          ifMatch={ifMatch}
                          aria-label={t('partner.unlinkNamed', { resource })}
                          whatIf
                        >
                          {t('partner.unlink')}
                        </AskedCommand>
                      </div>
                    </Table.Td>
                  )}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
