import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call, type NewsBody } from '../../../api/client';
import { useI18n } from '../../../i18n';
import type { NewsKind } from '../../../news';
import { useMe } from '../../../session';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { textOrNothing } from '../../../ui/shown';
import { NewsEntry } from './NewsEntry';
import { Part } from './parts';
import { calledOf, placeOf } from './places';
import { byList, kindOfChange, reasonsOf, type ListNews } from './since';

const DAY_MS = 24 * 60 * 60 * 1000;
const SINCE = ['visit', 'day', 'week'] as const;
type Since = (typeof SINCE)[number];
/** More of a list are in the list itself. */
const ENTRIES_MAX = 3;

/** What changed since the last visit, and why: new, moved, withdrawn. */
export function SinceVisit() {
  const { t, instant } = useI18n();
  const { last_visit } = useMe();
  const [search, setSearch] = useSearchState();
  // Whoever is here for the first time has no last visit.
  const choices = SINCE.filter((one) => one !== 'visit' || last_visit);
  const chosen = choices.find((one) => one === search.since) ?? choices[0]!;
  const news = useSince(chosen, last_visit);
  return (
    <Part
      title={t('since.title')}
      actions={
        <SegmentedControl
          aria-label={t('since.title')}
          size="xs"
          value={chosen}
          onChange={(since) => setSearch({ since })}
          data={choices.map((value) => ({ value, label: t(`since.${value}`) }))}
        />
      }
    >
      <Told of={news}>
        {(told) => {
          const lists = byList(told);
          return (
            <>
              <Text size="sm" c="dimmed" mb="xs">
                {t(lists.length ? 'since.from' : 'since.nothing', { when: instant(told.since) })}
              </Text>
              {lists.map((list) => (
                <OfList key={list.view} of={list} />
              ))}
              {told.more && <Text size="sm">{t('since.more')}</Text>}
            </>
          );
        }}
      </Told>
    </Part>
  );
}

/** Asked once for each choice: what happens meanwhile is told beside it, as it happens. */
function useSince(chosen: Since, visit?: string | null) {
  return useQuery({
    queryKey: ['since', chosen, visit],
    queryFn: ({ signal }): Promise<NewsBody> => {
      const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
      const since = { visit: visit ?? ago(1), day: ago(1), week: ago(7) }[chosen];
      return call('news', { query: { since }, signal });
    },
    staleTime: Infinity,
  });
}

/** One list: how much of it changed, why what is new is there, and the first of its rows. */
function OfList({ of: { view, fresh, changed, withdrawn } }: { of: ListNews }) {
  const { t, n, name } = useI18n();
  const told = [
    fresh.length > 0 && n('since.new', fresh.length),
    changed.length > 0 && n('since.changed', changed.length),
    withdrawn > 0 && n('since.withdrawn', withdrawn),
  ];
  const why = reasonsOf(fresh).map((rule) => t(`mine.${rule}`));
  const entries = [
    ...fresh.map(({ row }) => <Entry key={idOf(row)} kind="new" view={view} row={row} />),
    ...changed.map(({ row, fields }) => (
      <Entry key={idOf(row)} kind={kindOfChange(fields)} view={view} row={row} fields={fields} />
    )),
  ];
  const rest = entries.length - ENTRIES_MAX;
  const page = placeOf(view, undefined);
  return (
    <section aria-label={name(view)}>
      <Text mt="sm">
        <strong>{name(view)}</strong>: {told.filter(Boolean).join(', ')}
      </Text>
      {why.length > 0 && (
        <Text size="sm" c="dimmed">
          {why.join(' ')}
        </Text>
      )}
      <ul className="entries">
        {entries.slice(0, ENTRIES_MAX)}
        {rest > 0 && (
          <li>
            {page ? <Link to={page.to}>{n('start.more', rest)}</Link> : n('start.more', rest)}
          </li>
        )}
      </ul>
    </section>
  );
}

const idOf = (row: Record<string, unknown>) => String(row.id ?? JSON.stringify(row));

interface EntryProps {
  kind: NewsKind;
  view: string;
  row: Record<string, unknown>;
  /** What of it changed. */
  fields?: string[];
}

function Entry({ kind, view, row, fields }: EntryProps) {
  const { name, day } = useI18n();
  const date = [row.week, row.day, row.from].map(textOrNothing).find(Boolean);
  const title = calledOf(row) ?? (date ? `${name(view)}: ${day(date)}` : name(view));
  return (
    <NewsEntry kind={kind} title={title} place={placeOf(view, row.id)}>
      {fields && (
        <Text size="sm" c="dimmed">
          {fields.map(name).join(', ')}
        </Text>
      )}
    </NewsEntry>
  );
}
