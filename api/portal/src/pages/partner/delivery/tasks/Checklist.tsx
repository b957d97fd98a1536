import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ChecklistItem, TaskRow } from '../../../../api/client';
import { useCommand } from '../../../../api/commands';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { useI18n } from '../../../../i18n';
import { ProblemAlert } from '../../../../ui/Problem';
import { listOf } from '../../../../ui/shown';

/** Items that a checklist has at most. */
const ITEMS_MAX = 50;
/** Characters of one of them. */
const TEXT_CHARS_MAX = 200;

/** What is to be ticked off of a task. */
export function Checklist({ task, tag }: { task: TaskRow } & Pick<Tagged<TaskRow>, 'tag'>) {
  const { t } = useI18n();
  const changing = useCommand('change-task');
  const own = useEyes().kind === 'own';
  const items = listOf(task.checklist);
  const done = items.filter((item) => item.done).length;
  const editable = own && task.mine;
  if (!items.length && !editable) return null;
  // The list is kept as a whole, so the tag says that nobody else has changed it meanwhile.
  const keep = (checklist: ChecklistItem[]) =>
    changing.mutateAsync({ body: { task: task.id, checklist }, ifMatch: tag });
  const tick = (at: number, ticked: boolean) =>
    changing.mutate({
      body: {
        task: task.id,
        checklist: items.map((item, other) => (other === at ? { ...item, done: ticked } : item)),
      },
      ifMatch: tag,
    });
  return (
    <Stack gap={0} component="section">
      <Title order={3} size="h5">
        {t('task.checklist')}{' '}
        {items.length > 0 && (
          <Text span size="sm" c="dimmed" role="status">
            {t('task.checked', { done, all: items.length })}
          </Text>
        )}
      </Title>
      {items.map((item, at) => (
        <Group key={`${at} ${item.text}`} justify="space-between" wrap="nowrap">
          <Checkbox
            className="check-row"
            label={item.text}
            checked={item.done ?? false}
            disabled={!own || changing.isPending}
            onChange={(event) => tick(at, event.currentTarget.checked)}
          />
          {editable && (
            <Button
              variant="subtle"
              px="sm"
              mih={44}
              disabled={changing.isPending}
              aria-label={t('task.uncheck', { name: item.text })}
              onClick={() => void keep(items.filter((_, other) => other !== at)).catch(() => null)}
            >
              ×
            </Button>
          )}
        </Group>
      ))}
      {editable && items.length < ITEMS_MAX && (
        <Add busy={changing.isPending} onAdd={(text) => keep([...items, { text, done: false }])} />
      )}
      {changing.error && <ProblemAlert error={changing.error} />}
    </Stack>
  );
}

interface AddProps {
  busy: boolean;
  onAdd(text: string): Promise<unknown>;
}

function Add({ busy, onAdd }: AddProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    // What was refused stays written; why it was is told below.
    if (text.trim())
      void onAdd(text.trim()).then(
        () => setText(''),
        () => null,
      );
  };
  return (
    <form onSubmit={add} className="no-print">
      <Group align="end" gap="xs" wrap="nowrap" mt="xs">
        <TextInput
          label={t('task.toCheck')}
          value={text}
          maxLength={TEXT_CHARS_MAX}
          onChange={(event) => setText(event.currentTarget.value)}
          flex={1}
        />
        <Button type="submit" variant="default" loading={busy}>
          {t('form.add')}
        </Button>
      </Group>
    </form>
  );
}
