import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RaidItemRow } from '../../../../api/client';
import { usePortalRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import type { CommandFormProps } from '../../../../ui/CommandForm';
import { listOf, textOrNothing } from '../../../../ui/shown';

/** What of a project an item can belong together with, by its list. */
function useLinkable({ project_id }: RaidItemRow, enabled: boolean) {
  const path = { path: { id: project_id } };
  const tasks = usePortalRows('project_tasks', path, enabled);
  const milestones = usePortalRows('project_milestones', path, enabled);
  const items = usePortalRows('project_raid', path, enabled);
  return {
    tasks: tasks.data?.rows.map(({ id, title }) => ({ id, label: textOrNothing(title) ?? '–' })),
    milestones: milestones.data?.rows.map(({ id, name }) => ({
      id,
      label: textOrNothing(name) ?? '–',
    })),
    items: items.data?.rows.map(({ id, title }) => ({ id, label: textOrNothing(title) ?? '–' })),
  };
}
type Linkable = ReturnType<typeof useLinkable>;
const LISTS = ['tasks', 'milestones', 'items'] as const;
/** How the page of a project names what is open, and on which of its parts. */
const PLACES = {
  tasks: { tab: 'plan', opens: 'task' },
  milestones: { tab: 'milestones', opens: 'milestone' },
  items: { tab: 'raid', opens: 'item' },
};

/** The tasks, milestones and items with which an item belongs together. */
export function Links({ item }: { item: RaidItemRow }) {
  const { t, name } = useI18n();
  const linked = LISTS.flatMap((list) => listOf(item[list]).map((id) => ({ list, id })));
  const known: Linkable = useLinkable(item, linked.length > 0);
  if (!linked.length) return null;
  return (
    <Stack gap={0} component="section">
      <Title order={3} size="h5">
        {t('raid.linked')}
      </Title>
      {linked.map(({ list, id }) => {
        const { tab, opens } = PLACES[list];
        return (
          <Text key={id} size="sm">
            <Anchor
              className="target"
              renderRoot={(props) => (
                <Link
                  to={`/projects/${item.project_id}`}
                  search={{ tab, [opens]: id } as never}
                  {...props}
                />
              )}
            >
              {known[list]?.find((one) => one.id === id)?.label ?? '–'}
            </Anchor>{' '}
            <Text span c="dimmed">
              {name(opens)}
            </Text>
          </Text>
        );
      })}
    </Stack>
  );
}

/** The form that links an item; nothing until it is known what there is, or where links are hidden. */
export function useLinkForm(
  item: RaidItemRow,
  tag?: string,
): Omit<CommandFormProps, 'onDone' | 'onCancel'> | undefined {
  const known = useLinkable(item, true);
  const lists = LISTS.filter((list) => Array.isArray(item[list]) && known[list]);
  if (!lists.length) return undefined;
  return {
    command: 'link-raid-item',
    fixed: { item: item.id },
    only: lists,
    initial: Object.fromEntries(lists.map((list) => [list, item[list]])),
    choices: Object.fromEntries(
      lists.map((list) => [
        list,
        known[list]
          ?.filter(({ id }) => id !== item.id)
          .map(({ id, label }) => ({ value: id, label })) ?? [],
      ]),
    ),
    ifMatch: tag,
  };
}
