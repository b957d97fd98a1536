import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
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
      {pages.map(({ group, entries }) => (
        <Stack key={group} component="section" gap="xs">
          <Title order={2} size="h4">
            {group && t(group)}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="xs">
            {entries.map(({ path, label }) => (
              <Card
                key={path}
                withBorder
                padding="sm"
                renderRoot={(props) => <Link to={path} {...props} />}
              >
                <Text fw={600}>{t(label)}</Text>
              </Card>
            ))}
          </SimpleGrid>
        </Stack>
      ))}
    </Page>
  );
}
