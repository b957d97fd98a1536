import type { Role } from '../../../api/client';

/** What can be imported. */
export type ImportKind = 'production' | 'plan' | 'timesheets' | 'expenses' | 'partners';
/** What needs a mapping: somebody says which column is what. */
export type MappedKind = Exclude<ImportKind, 'plan' | 'partners'>;

interface KindFacts {
  roles: Role[];
  /** File names that the browser offers. */
  accept: string;
  /** Mappings that come with Loggia. */
  ready?: string[];
  /** A second file may go on where the first ends. */
  joins?: boolean;
}

const TABLES = '.csv,.txt,.xlsx';

/** Who may import what, and of which file it is made. */
export const KINDS: Record<ImportKind, KindFacts> = {
  production: {
    roles: ['administrator', 'planner'],
    accept: TABLES,
    ready: ['plant', 'plant-csv'],
  },
  plan: { roles: ['administrator', 'delivery_manager'], accept: '.xml' },
  timesheets: {
    roles: ['administrator', 'delivery_manager'],
    accept: TABLES,
    ready: ['sip'],
    joins: true,
  },
  expenses: {
    roles: ['administrator', 'delivery_manager'],
    accept: TABLES,
    ready: ['p6-expenses'],
    joins: true,
  },
  partners: { roles: ['administrator'], accept: TABLES },
};

export const isMapped = (kind: ImportKind): kind is MappedKind => 'ready' in KINDS[kind];

/** The fields that the columns of a file can mean. */
export const FIELDS: Record<MappedKind, { needed: string[]; possible: string[] }> = {
  production: {
    needed: ['order', 'order_quantity', 'article', 'resource', 'activity', 'start', 'end', 'good'],
    possible: ['scrap', 'held', 'report_kind', 'rework', 'worker'],
  },
  timesheets: {
    needed: ['person', 'project', 'phase', 'day', 'hours'],
    possible: ['task', 'description', 'note'],
  },
  expenses: {
    needed: ['person', 'project', 'category', 'day', 'amount', 'currency'],
    possible: ['phase', 'billable', 'note'],
  },
};
