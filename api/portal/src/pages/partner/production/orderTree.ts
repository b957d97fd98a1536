// Order items > production orders > work steps and processes, from four lists that are each told apart.
import type {
  OrderItemRow,
  ProcessRow,
  ProductionOrderRow,
  WorkStepRow,
} from '../../../api/client';
import { momentOf, numberOf } from './subject';

export type NodeKind = 'item' | 'order' | 'step' | 'process' | 'rest';

/** One node, with what hangs below it. */
export interface OrderNode {
  id: string;
  kind: NodeKind;
  /** Absent for what gathers children whose parent is not told. */
  row?: OrderItemRow | ProductionOrderRow | WorkStepRow | ProcessRow;
  children: OrderNode[];
}

export interface OrderLists {
  items: OrderItemRow[];
  orders: ProductionOrderRow[];
  steps: WorkStepRow[];
  processes: ProcessRow[];
}

/** Where children lie whose order item, or whose order, is not told. */
const NO_ITEM = 'no-item';
const NO_ORDER = 'no-order';

export function treeOf({ items, orders, steps, processes }: OrderLists): OrderNode[] {
  const nodeOf = (kind: NodeKind, row: { id: string }): OrderNode => ({
    id: row.id,
    kind,
    row: row as OrderNode['row'],
    children: [],
  });
  const tops = new Map(items.map((row) => [row.id, nodeOf('item', row)]));
  const middles = new Map(orders.map((row) => [row.id, nodeOf('order', row)]));
  const noItem: OrderNode = { id: NO_ITEM, kind: 'rest', children: [] };
  const noOrder: OrderNode = { id: NO_ORDER, kind: 'rest', children: [] };
  for (const row of orders) {
    const parent = tops.get(row.order_item_id ?? '') ?? noItem;
    parent.children.push(middles.get(row.id)!);
  }
  const below = (kind: NodeKind, row: WorkStepRow | ProcessRow) =>
    (middles.get(row.order_id ?? '') ?? noOrder).children.push(nodeOf(kind, row));
  steps.forEach((row) => below('step', row));
  processes.forEach((row) => below('process', row));
  for (const node of [...middles.values(), noOrder]) node.children.sort(inSequence);
  return [...tops.values(), noItem, noOrder].filter(
    ({ kind, children }) => kind !== 'rest' || children.length,
  );
}

/** As they are planned, else as they follow each other. */
function inSequence(a: OrderNode, b: OrderNode): number {
  const [one, other] = [a, b].map(({ row }) => row as WorkStepRow | ProcessRow);
  const [from, to] = [momentOf(one?.planned_start), momentOf(other?.planned_start)];
  if (from !== undefined && to !== undefined && from !== to) return from - to;
  return (numberOf(one?.sequence) ?? 0) - (numberOf(other?.sequence) ?? 0);
}

/** The nodes that fit, with all above them. */
export function fitting(nodes: OrderNode[], fits: (node: OrderNode) => boolean): OrderNode[] {
  return nodes.flatMap((node) => {
    if (fits(node)) return [node];
    const children = fitting(node.children, fits);
    return children.length ? [{ ...node, children }] : [];
  });
}
