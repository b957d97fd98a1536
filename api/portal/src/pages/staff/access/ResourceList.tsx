import { Table } from '@mantine/core';
import { tagOf } from '../../../api/tag';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { AskedCommand } from '../../../ui/AskedCommand';
import { Section } from '../../../ui/Section';
import type { Partner, Resource } from './Matrix';

interface ResourceListProps {
  resources: Resource[];
  partners: Partner[];
}

/** Which resources partners may see at all: a link to an internal one shows nothing. */
export function ResourceList({ resources, partners }: ResourceListProps) {
  const { t, name, number } = useI18n();
  const mayChange = holds(useMe(), 'administrator');
  const names = new Map(partners.map(({ id, display_name }) => [id, display_name]));
  return (
    <Section title={t('matrix.resources')} lead={t('matrix.resourcesLead')}>
      <Table.ScrollContainer minWidth={620}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{name('resource')}</Table.Th>
              <Table.Th>{name('group')}</Table.Th>
              <Table.Th>{t('matrix.shown')}</Table.Th>
              <Table.Th ta="right">{name('work_steps')}</Table.Th>
              <Table.Th>{t('matrix.linkedTo')}</Table.Th>
              {mayChange && <Table.Th ta="right">{t('list.actions')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {resources.map((resource) => (
              <Table.Tr key={resource.id}>
                <Table.Th scope="row" fw={500}>
                  {resource.name}
                </Table.Th>
                <Table.Td>{resource.group}</Table.Td>
                <Table.Td>{t(resource.external ? 'matrix.external' : 'matrix.internal')}</Table.Td>
                <Table.Td ta="right">{number(resource.work_step_count)}</Table.Td>
                <Table.Td>
                  {resource.partner_users.map((id) => names.get(id) ?? '').join(', ')}
                </Table.Td>
                {mayChange && (
                  <Table.Td ta="right">
                    <AskedCommand
                      command={
                        resource.external ? 'mark-resource-internal' : 'mark-resource-external'
                      }
                      body={{ resource: resource.id }}
                      ifMatch={tagOf(resource)}
                      aria-label={t(resource.external ? 'matrix.hideNamed' : 'matrix.showNamed', {
                        resource: resource.name,
                      })}
                      whatIf
                    >
                      {t(resource.external ? 'matrix.hide' : 'matrix.show')}
                    </AskedCommand>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
