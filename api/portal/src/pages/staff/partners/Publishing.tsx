import { Alert, Group, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';

/** Opening the portal to the world, and taking it back. */
export default function Publishing() {
  const { t, n } = useI18n();
  const partners = useStaffRows('partner_users');
  return (
    <Page title={t('publish.title')} lead={t('publish.lead')}>
      <Told of={partners}>
        {({ rows }) => {
          const held = rows.filter(({ invitation }) => invitation?.state === 'held');
          return (
            <Section title={t('publish.held')}>
              <Text role="status">{n('publish.waiting', held.length)}</Text>
              {held.length > 0 && (
                <>
                  <List>
                    {held.map(({ id, display_name }) => (
                      <List.Item key={id}>
                        <Link to="/partners/$id" params={{ id }} className="target">
                          {display_name}
                        </Link>
                      </List.Item>
                    ))}
                  </List>
                  <Alert variant="light" color="gray" c="var(--mantine-color-text)">
                    {t('publish.isNot')}
                  </Alert>
                </>
              )}
              <Group>
                <AskedCommand
                  variant="filled"
                  command="publish-portal"
                  body={{}}
                  explain={n('publish.what', held.length)}
                >
                  {t('publish.publish')}
                </AskedCommand>
                <AskedCommand command="unpublish-portal" body={{}} explain={t('publish.backWhat')}>
                  {t('publish.back')}
                </AskedCommand>
              </Group>
            </Section>
          );
        }}
      </Told>
    </Page>
  );
}
