import { Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useI18n } from '../../i18n';
import { Empty, Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { CommitList } from './CommitList';
import { RecordSelect } from './RecordSelect';
import './audit.css';

const COMMITS_AT_ONCE = 50;

/** What happened to a record: who, when, by which command, and why. */
export default function History() {
  const { t } = useI18n();
  const [{ record }, setSearch] = useSearchState();
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      <Group align="end">
        <RecordSelect value={record} onChange={(next) => setSearch({ record: next })} />
      </Group>
      {record ? (
        <Answer record={record} />
      ) : (
        <Empty title={t('who.choose')}>{t('who.chooseWhy')}</Empty>
      )}
    </Page>
  );
}

function Answer({ record }: { record: string }) {
  const { t } = useI18n();
  const history = useInfiniteQuery({
    queryKey: ['staff', 'history', record],
    queryFn: ({ pageParam, signal }) =>
      call('history', {
        path: { record },
        query: { limit: COMMITS_AT_ONCE, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <div aria-live="polite">
      <Told of={history}>
        {({ pages }) => {
          const commits = pages.flatMap((page) => page.commits);
          return commits.length ? (
            <CommitList commits={commits} />
          ) : (
            <Empty title={t('history.empty')}>{t('history.emptyWhy')}</Empty>
          );
        }}
      </Told>
      {history.hasNextPage && (
        <Group justify="center" p="md">
          <Button
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t('history.older')}
          </Button>
        </Group>
      )}
    </div>
  );
}
