import { Button, CloseButton, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useI18n } from '../i18n';
import { useMe } from '../session';
import { useSearchState, type Search } from './search';

interface SavedView {
  name: string;
  /** Search, filters and order, as the address has them. */
  search: Search;
}

const NAME_CHARS_MAX = 60;

/** The saved views of one list, under the id of whoever saved them; signing out forgets them. */
function useSavedViews(list: string) {
  const { id } = useMe();
  const kept = `loggia.views.${id}.${list}`;
  const [views, set] = useState<SavedView[]>(
    () => JSON.parse(localStorage.getItem(kept) ?? '[]') as SavedView[],
  );
  const keep = (next: SavedView[]) => {
    localStorage.setItem(kept, JSON.stringify(next));
    set(next);
  };
  return [views, keep] as const;
}

/** Names for what is searched, filtered and sorted by, to come back to. */
export function SavedViews({ list, fields }: { list: string; fields: string[] }) {
  const { t } = useI18n();
  const [search, setSearch] = useSearchState();
  const [views, keep] = useSavedViews(list);
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const now = Object.fromEntries(fields.map((field) => [field, search[field]]));
  const isNow = (view: SavedView) =>
    fields.every((field) => (view.search[field] ?? '') === (now[field] ?? ''));
  const save = (event: FormEvent) => {
    event.preventDefault();
    // The form may lie within another one's events.
    event.stopPropagation();
    const called = name.trim();
    if (!called) return;
    keep([...views.filter((view) => view.name !== called), { name: called, search: now }]);
    setName('');
  };
  const take = (view: SavedView) => {
    setSearch(Object.fromEntries(fields.map((field) => [field, view.search[field]])));
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!isOpen)}>
          {t('views.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={320} aria-label={t('views.title')}>
        <Stack gap="xs">
          {views.map((view) => (
            <Group key={view.name} gap={4} wrap="nowrap">
              <Button
                variant={isNow(view) ? 'light' : 'subtle'}
                justify="start"
                flex={1}
                aria-pressed={isNow(view)}
                onClick={() => take(view)}
              >
                {view.name}
              </Button>
              <CloseButton
                size="lg"
                aria-label={t('views.forget', { name: view.name })}
                onClick={() => keep(views.filter((other) => other !== view))}
              />
            </Group>
          ))}
          <form onSubmit={save}>
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput
                label={t('views.name')}
                value={name}
                maxLength={NAME_CHARS_MAX}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" disabled={!name.trim()}>
                {t('views.save')}
              </Button>
            </Group>
          </form>
          <Text size="xs" c="dimmed">
            {t('views.where')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
