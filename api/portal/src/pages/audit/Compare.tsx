import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/client';
import { readPortal, type Eyes } from '../../api/eyes';
import { LISTS, type List } from '../../api/lists';
import { portalRows } from '../../api/rows';
import { useI18n } from '../../i18n';
import { InstantInput } from '../../ui/InstantInput';
import { Empty, Loading, Page } from '../../ui/Page';
import { ProblemAlert } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { Difference } from './Difference';
import { diffOf } from './diff';
import { PartnerSelect } from './PartnerSelect';
import './audit.css';

/** A portal that was not there at a moment had no rows. */
const wasThere = (error: unknown) => !(error instanceof ApiError && error.problem.status === 404);

/** What a partner saw at one moment and not at another. */
export default function Compare() {
  const { t, n, name } = useI18n();
  const [{ partner, at, until, list = 'work-steps' }, setSearch] = useSearchState();
  const moments = [at, until].map((moment): Eyes => ({
    kind: 'as',
    partner: partner ?? '',
    at: moment,
  }));
  const portals = useQueries({
    queries: moments.map((eyes) => ({
      queryKey: ['portal', `${partner} ${'at' in eyes ? (eyes.at ?? '') : ''}`, 'who_am_i', {}],
      queryFn: ({ signal }: { signal: AbortSignal }) => readPortal(eyes, 'who_am_i', { signal }),
      enabled: Boolean(partner && at),
    })),
  });
  const counts = (one: List) => portals.map(({ data }) => data?.counts[one]);
  const lists = (Object.keys(LISTS) as List[]).filter((one) =>
    counts(one).some((count) => count !== undefined),
  );
  return (
    <Page title={t('compare.title')} lead={t('compare.lead')}>
      <Group align="end">
        <PartnerSelect value={partner} onChange={(next) => setSearch({ partner: next })} />
        <InstantInput
          label={t('compare.before')}
          value={at ?? ''}
          onChange={(next) => setSearch({ at: next })}
        />
        <InstantInput
          label={t('compare.after')}
          description={t('compare.afterHint')}
          value={until ?? ''}
          onChange={(next) => setSearch({ until: next })}
        />
      </Group>
      {!partner || !at ? (
        <Empty title={t('compare.choose')}>{t('compare.chooseWhy')}</Empty>
      ) : (
        <>
          {portals.some(({ error }) => error && !wasThere(error)) && (
            <Text role="status">{t('compare.notThere')}</Text>
          )}
          <Select
            label={t('compare.list')}
            data={lists.map((one) => {
              const [before = 0, after = 0] = counts(one);
              return { value: one, label: `${name(one)} (${before} → ${after})` };
            })}
            value={lists.includes(list as List) ? list : null}
            onChange={(next) => setSearch({ list: next ?? undefined })}
            allowDeselect={false}
            w={{ base: '100%', sm: 300 }}
          />
          {lists.includes(list as List) && (
            <ComparedList list={list as List} moments={moments as [Eyes, Eyes]} />
          )}
          {portals.every(({ data }) => data) && !lists.length && <Text>{n('table.rows', 0)}</Text>}
        </>
      )}
    </Page>
  );
}

function ComparedList({ list, moments }: { list: List; moments: [Eyes, Eyes] }) {
  const { t, n } = useI18n();
  const [before, after] = moments;
  const asked = [
    useQuery({ ...portalRows(before, LISTS[list]), retry: false }),
    useQuery({ ...portalRows(after, LISTS[list]), retry: false }),
  ];
  const broken = asked.find(({ error }) => error && wasThere(error));
  if (broken) return <ProblemAlert error={broken.error} onRetry={() => void broken.refetch()} />;
  if (asked.some(({ isPending }) => isPending)) return <Loading />;
  const rows = asked.map(
    ({ data }) => (data?.rows ?? []) as ({ id: string } & Record<string, unknown>)[],
  );
  const { gained, lost, changed } = diffOf(rows[0] ?? [], rows[1] ?? []);
  const columns = [...new Set(asked.flatMap(({ data }) => data?.columns ?? []))];
  const nothing = !gained.length && !lost.length && !changed.length;
  return (
    <Stack gap="lg" aria-live="polite">
      {nothing && <Empty title={t('compare.same')} />}
      {gained.length > 0 && (
        <section>
          <Title order={2} size="h4">
            <span aria-hidden="true">+ </span>
            {n('compare.gained', gained.length)}
          </Title>
          <Difference columns={columns} rows={gained.map((row) => ({ row }))} />
        </section>
      )}
      {lost.length > 0 && (
        <section>
          <Title order={2} size="h4">
            <span aria-hidden="true">− </span>
            {n('compare.lost', lost.length)}
          </Title>
          <Difference columns={columns} rows={lost.map((row) => ({ row }))} />
        </section>
      )}
      {changed.length > 0 && (
        <section>
          <Title order={2} size="h4">
            <span aria-hidden="true">≠ </span>
            {n('compare.changed', changed.length)}
          </Title>
          <Difference columns={columns} rows={changed} />
        </section>
      )}
    </Stack>
  );
}
