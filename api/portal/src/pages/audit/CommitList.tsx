import { Paper, Stack, Text } from '@mantine/core';
import type { CommitBody } from '../../api/client';
import { useI18n } from '../../i18n';
import './audit.css';

/** The anchor of a commit on a page that tells of it. */
export const commitAnchor = (seq: number) => `commit-${seq}`;

/** Commits, each with who, when, from where, by which command, why, and what followed. */
export function CommitList({ commits }: { commits: CommitBody[] }) {
  const { t, n, name, instant, number } = useI18n();
  return (
    <Stack gap="xs">
      {commits.map((commit) => {
        const { seq, at, actor, on_behalf_of, command, reason, events, events_total } = commit;
        const from = [commit.address, commit.client].filter(Boolean).join(' · ');
        return (
          <Paper key={seq} withBorder p="sm" id={commitAnchor(seq)}>
            <Text fw={600}>{name(command)}</Text>
            <Text size="sm">
              {t('commits.by', { name: actor.name, kind: name(actor.kind) })}
              {on_behalf_of && ` ${t('commits.for', { name: on_behalf_of.name })}`} ·{' '}
              <time dateTime={at}>{instant(at)}</time>
            </Text>
            <Text size="sm" c="dimmed">
              {t('commits.seq', { seq: number(seq) })}
              {from && ` · ${from}`}
            </Text>
            {reason && <Text size="sm">{t('commits.why', { reason })}</Text>}
            <Events events={events} label={n('commits.events', events_total)} />
          </Paper>
        );
      })}
    </Stack>
  );
}

/** What a commit holds, word for word. */
export function Events({ events, label }: { events: unknown[]; label: string }) {
  return (
    <details className="audit-more">
      <summary>{label}</summary>
      <pre className="audit-json" tabIndex={0}>
        {events.map((event) => JSON.stringify(event, null, 1)).join('\n')}
      </pre>
    </details>
  );
}
