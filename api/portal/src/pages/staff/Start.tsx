import { Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useI18n } from '../../i18n';
import { useMe } from '../../session';
import { navigationOf } from '../../shell/navigation';
import { Page } from '../../ui/Page';

/** Where staff begins: everything that the roles open. */
export default function Start() {
  const { t, name } = useI18n();
  const me = useMe();
  const pages = navigationOf(me).filter(({ group }) => group);
  const roles = me.roles.map(name).join(', ');
  return (
    <Page
      title={t('startStaff.title', { name: me.display_name })}
      lead={t('startStaff.lead', { roles })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {pages.flatMap(({ group, entries }) =>
          entries.map(({ path, label }) => (
            <Card key={path} withBorder renderRoot={(props) => <Link to={path} {...props} />}>
              <Text size="xs" c="dimmed">
                {group && t(group)}
              </Text>
              <Text fw={600}>{t(label)}</Text>
            </Card>
          )),
        )}
      </SimpleGrid>
    </Page>
  );
}
