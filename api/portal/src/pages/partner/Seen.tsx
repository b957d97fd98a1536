import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { isList, LISTS, type List } from '../../api/lists';
import { useI18n } from '../../i18n';
import { isForPeople } from '../../ui/cells';
import { Empty, Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { Rules, useBecause } from '../../ui/WhyHere';
import { usePortalOwner } from './production/subject';
import { Part } from './start/parts';

/** What a partner sees here, and why: his modules, his lists, what is told of their rows. */
export default function Seen() {
  const { t, name } = useI18n();
  const owner = usePortalOwner();
  return (
    <Page title={t('seen.title')} lead={t('seen.lead')}>
      <Told of={owner}>
        {({ modules, counts }) => {
          const lists = Object.entries(counts).filter(([, count]) => count > 0);
          if (!modules.length) {
            return <Empty title={t('start.noModules')}>{t('start.noModulesWhy')}</Empty>;
          }
          return (
            <Stack>
              <Part title={t('seen.modules')}>
                <Text>{modules.map(name).join(', ')}</Text>
              </Part>
              {lists.map(
                ([view, count]) => isList(view) && <Seeing key={view} {...{ view, count }} />,
              )}
              <Text size="sm" c="dimmed">
                {t('seen.rest')}
              </Text>
            </Stack>
          );
        }}
      </Told>
    </Page>
  );
}

function Seeing({ view, count }: { view: List; count: number }) {
  const { t, n, name } = useI18n();
  const first = useQuery({
    queryKey: ['portal', 'own', 'first', view],
    queryFn: ({ signal }) => call(LISTS[view], { query: { limit: 1 }, signal }),
  });
  const because = useBecause(first.data?.rows[0]?.id);
  return (
    <Part title={`${name(view)}: ${n('seen.rows', count)}`}>
      <Text size="sm">{t('seen.why')}</Text>
      <Told of={because}>{(told) => <Rules of={told.because} />}</Told>
      <Told of={first}>
        {({ columns }) => (
          <Text size="sm" mt="xs">
            {t('seen.fields', { fields: columns.filter(isForPeople).map(name).join(', ') })}
          </Text>
        )}
      </Told>
    </Part>
  );
}
