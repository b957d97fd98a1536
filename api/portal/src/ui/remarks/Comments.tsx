import { Badge, Button, Checkbox, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { About, CommentRow } from '../../api/client';
import { useCommand } from '../../api/commands';
import { useEyes } from '../../api/eyes';
import { usePortalRows } from '../../api/rows';
import { useI18n } from '../../i18n';
import { Actions } from '../Actions';
import { ProblemAlert, Told } from '../Problem';
import type { CommentsRead } from './reads';

/** Characters of a comment. */
const TEXT_CHARS_MAX = 4000;

interface CommentsProps {
  read: CommentsRead;
  about: About;
  id: string;
  level: 2 | 3;
}

/** What was said about a record, the oldest first, and room to say more. */
export function Comments({ read, about, id, level }: CommentsProps) {
  const { t } = useI18n();
  const comments = usePortalRows(read, { path: { id } });
  const own = useEyes().kind === 'own';
  return (
    <Stack gap="xs" component="section">
      <Title order={level} size="h5">
        {t('remarks.comments')}
      </Title>
      <Told of={comments}>
        {({ rows }) => (
          <>
            {rows.length === 0 && <Text c="dimmed">{t('remarks.noComment')}</Text>}
            <Stack gap="xs" role="log" aria-label={t('remarks.comments')}>
              {rows.map((comment) => (
                <Comment key={comment.id} comment={comment} />
              ))}
            </Stack>
            {own && (
              <Say about={about} internally={rows.some((row) => row.audience === 'internal')} />
            )}
          </>
        )}
      </Told>
    </Stack>
  );
}

function Comment({ comment }: { comment: CommentRow }) {
  const { t, name, instant } = useI18n();
  const { id, author, at, changed_at, audience, text, mine } = comment;
  return (
    <Paper withBorder p="sm">
      <Group gap="xs" justify="space-between" align="start">
        <Text size="sm">
          <strong>{author ?? t('remarks.somebody')}</strong>{' '}
          <Text span c="dimmed" size="sm">
            <time dateTime={at}>{instant(at)}</time>
            {changed_at && ` · ${t('remarks.changed')}`}
          </Text>
        </Text>
        {audience === 'internal' && (
          <Badge variant="outline" c="var(--mantine-color-text)">
            {name(audience)}
          </Badge>
        )}
      </Group>
      <Text className="as-written">{text}</Text>
      {mine && (
        <Actions
          actions={[
            {
              label: t('remarks.changeComment'),
              form: {
                command: 'change-comment',
                fixed: { comment: id },
                only: ['text'],
                initial: { text },
              },
            },
            {
              label: t('remarks.removeComment'),
              confirm: t('remarks.removeCommentSure'),
              does: { command: 'remove-comment', body: { comment: id } },
            },
          ]}
        />
      )}
    </Paper>
  );
}

interface SayProps {
  about: About;
  /** Whoever is told what is internal may say something internally. */
  internally: boolean;
}

function Say({ about, internally }: SayProps) {
  const { t } = useI18n();
  const saying = useCommand('add-comment');
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(false);
  const say = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    const audience = internal ? { audience: 'internal' } : {};
    const done = () => {
      setText('');
      setInternal(false);
    };
    saying.mutate({ body: { about, text: text.trim(), ...audience } }, { onSuccess: done });
  };
  return (
    <form onSubmit={say} className="no-print">
      <Stack gap="xs">
        <Textarea
          label={t('remarks.say')}
          autosize
          minRows={2}
          maxLength={TEXT_CHARS_MAX}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {saying.error && <ProblemAlert error={saying.error} />}
        <Group justify="space-between">
          {internally ? (
            <Checkbox
              label={t('remarks.internally')}
              checked={internal}
              onChange={(event) => setInternal(event.currentTarget.checked)}
            />
          ) : (
            <span />
          )}
          <Button type="submit" variant="default" loading={saying.isPending}>
            {t('remarks.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
