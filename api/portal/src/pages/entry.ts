import type { ComponentType } from 'react';
import type { TextKey } from '../i18n';
import type { Me } from '../session';

/** The groups of the navigation, in their order: the daily work first. */
export const NAV_GROUPS = [
  'nav.group.production',
  'nav.group.projects',
  'nav.group.effort',
  'nav.group.partners',
  'nav.group.audit',
  'nav.group.settings',
  'nav.group.operations',
] as const;
/** Where a page stands in the navigation. */
export type NavGroup = (typeof NAV_GROUPS)[number];

/** One page: its address, its name, whom it is for, and how it is loaded. */
export interface PageEntry {
  /** Such as `/projects/$id`. */
  path: string;
  label: TextKey;
  /** Absent for pages that are reached from others. */
  group?: NavGroup;
  isFor(me: Me): boolean;
  load(): Promise<{ default: ComponentType }>;
}
