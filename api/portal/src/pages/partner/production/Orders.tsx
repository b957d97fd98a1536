import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { usePortalRows } from '../../../api/rows';
import { useI18n, type I18n } from '../../../i18n';
import { useMe } from '../../../session';
import { cellOf } from '../../../ui/cells';
import { Empty, Loading, Page } from '../../../ui/Page';
import { ProblemAlert } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { TreeTable, type TreeRow } from '../../../ui/TreeTable';
import { fitting, treeOf, type OrderNode } from './orderTree';
import { titleOf, useOpenSubject } from './subject';
import { SubjectDrawer } from './SubjectDrawer';

/** Of each kind of row those that it has. */
const COLUMNS = ['article', 'status', 'quantity', 'planned_start', 'planned_end', 'due'];
const NUMERIC = ['quantity'];
/** In the address: everything is unfolded. */
const ALL = 'all';

/** What concerns a partner, from the customer's order down to the work step. */
export default function Orders() {
  const i18n = useI18n();
  const { t } = i18n;
  const { workspace_zone: zone } = useMe();
  const items = usePortalRows('order_items');
  const orders = usePortalRows('orders');
  const steps = usePortalRows('work_steps');
  const processes = usePortalRows('processes');
  const [search, setSearch] = useSearchState();
  const [open, setOpen] = useOpenSubject();
  const needle = useDeferredValue((search.q ?? '').trim().toLowerCase());

  const tree = useMemo(() => {
    if (!items.data || !orders.data || !steps.data || !processes.data) return undefined;
    return treeOf({
      items: items.data.rows,
      orders: orders.data.rows,
      steps: steps.data.rows,
      processes: processes.data.rows,
    });
  }, [items.data, orders.data, steps.data, processes.data]);
  const found = useMemo(
    () =>
      needle && tree
        ? fitting(tree, (node) => wordsOf(node, i18n).toLowerCase().includes(needle))
        : tree,
    [tree, needle, i18n],
  );
  const unfolded = useMemo(() => new Set((search.unfolded ?? '').split(',')), [search.unfolded]);
  const isOpen = (id: string) => Boolean(needle) || unfolded.has(ALL) || unfolded.has(id);
  const rows = found ? rowsOf(found, isOpen, i18n, zone) : [];
  const kinds = useMemo(() => new Map(flat(tree ?? []).map((node) => [node.id, node])), [tree]);

  const toggle = (id: string) => {
    const before = unfolded.has(ALL) ? [...kinds.keys()] : [...unfolded].filter(Boolean);
    const next = before.includes(id) ? before.filter((one) => one !== id) : [...before, id];
    setSearch({ unfolded: next.join(',') });
  };
  const openNode = (id: string) => {
    const kind = kinds.get(id)?.kind;
    if (kind === 'step' || kind === 'process') setOpen({ kind, id });
  };
  const error = items.error ?? orders.error ?? steps.error ?? processes.error;
  const columns = COLUMNS.filter((column) =>
    [...kinds.values()].some(({ row }) => row && column in row),
  );
  return (
    <Page title={t('orders.title')} fill>
      {error ? (
        <ProblemAlert error={error} />
      ) : !tree ? (
        <Loading />
      ) : !tree.length ? (
        <Empty title={t('orders.empty')}>{t('orders.emptyWhy')}</Empty>
      ) : (
        <>
          <Group gap="xs" className="no-print">
            <TextInput
              type="search"
              aria-label={t('table.search')}
              placeholder={t('table.search')}
              value={search.q ?? ''}
              onChange={(event) => setSearch({ q: event.currentTarget.value })}
            />
            <Text size="sm" role="status">
              {i18n.n('orders.count', (found ?? []).length)}
            </Text>
            <Group gap="xs" ml="auto">
              <Button variant="default" onClick={() => setSearch({ unfolded: ALL })}>
                {t('tree.unfoldAll')}
              </Button>
              <Button variant="default" onClick={() => setSearch({ unfolded: undefined })}>
                {t('tree.shutAll')}
              </Button>
            </Group>
          </Group>
          {rows.length ? (
            <TreeTable
              caption={t('orders.title')}
              heading={t('orders.what')}
              columns={columns.map((id) => ({
                id,
                label: i18n.name(id),
                numeric: NUMERIC.includes(id),
              }))}
              rows={rows}
              open={open?.id}
              onToggle={toggle}
              onOpen={openNode}
            />
          ) : (
            <Empty title={t('table.nothing')}>
              <Button variant="subtle" onClick={() => setSearch({ q: undefined })}>
                {t('table.clear')}
              </Button>
            </Empty>
          )}
        </>
      )}
      <SubjectDrawer
        open={open}
        columns={(open?.kind === 'process' ? processes : steps).data?.columns}
        onClose={() => setOpen()}
      />
    </Page>
  );
}

const flat = (nodes: OrderNode[]): OrderNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);

/** How a node is called, from what of it is told. */
function labelOf({ kind, row, id }: OrderNode, { t }: I18n): string {
  if (!row) return t(id === 'no-item' ? 'orders.noItem' : 'orders.noOrder');
  if (kind === 'item' || kind === 'order') {
    const { number } = row as { number?: string };
    return number ?? t(`orders.${kind}`);
  }
  return titleOf({ ...row, order: undefined }) || t(`subject.${kind as 'step' | 'process'}`);
}

function wordsOf(node: OrderNode, i18n: I18n): string {
  const { article, status, resource } = (node.row ?? {}) as Record<string, string | undefined>;
  return [labelOf(node, i18n), article, resource, status && i18n.name(status)].join(' ');
}

function rowsOf(
  nodes: OrderNode[],
  isOpen: (id: string) => boolean,
  i18n: I18n,
  zone?: string | null,
  level = 1,
): TreeRow[] {
  return nodes.flatMap((node, at): TreeRow[] => {
    const { id, kind, children } = node;
    const row = (node.row ?? {}) as Record<string, unknown>;
    const cells = Object.fromEntries(
      COLUMNS.map((column) => [column, cellOf(column, row[column], i18n, zone)]),
    );
    const isSubject = kind === 'step' || kind === 'process';
    const one: TreeRow = {
      id,
      level,
      label: labelOf(node, i18n),
      sort: kind === 'rest' ? undefined : i18n.t(`orders.sort.${kind}`),
      isOpen: children.length ? isOpen(id) : undefined,
      place: [at + 1, nodes.length],
      cells,
      opens: isSubject,
    };
    return one.isOpen ? [one, ...rowsOf(children, isOpen, i18n, zone, level + 1)] : [one];
  });
}
