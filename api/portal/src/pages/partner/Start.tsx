import { Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useI18n } from '../../i18n';
import { useMe } from '../../session';
import { navigationOf } from '../../shell/navigation';
import { Page } from '../../ui/Page';

/** Where a partner begins. */
export default function Start() {
  const { t } = useI18n();
  const me = useMe();
  return (
    <Page title={t('startStaff.title', { name: me.display_name })}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {navigationOf(me)
          .filter(({ group }) => group)
          .flatMap(({ entries }) => entries)
          .map(({ path, label }) => (
            <Card key={path} withBorder renderRoot={(props) => <Link to={path} {...props} />}>
              <Text fw={600}>{t(label)}</Text>
            </Card>
          ))}
      </SimpleGrid>
    </Page>
  );
}
