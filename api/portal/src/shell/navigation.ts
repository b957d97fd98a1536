import type { TextKey } from '../i18n';
import { pages } from '../pages';
import type { NavGroup } from '../pages/entry';
import type { Me } from '../session';

interface Group {
  /** Absent for what stands above all groups. */
  group?: NavGroup;
  entries: { path: string; label: TextKey }[];
}

/** The navigation for `me`: the start page, then the groups in the order of their pages. */
export function navigationOf(me: Me): Group[] {
  const groups = new Map<NavGroup, Group>();
  for (const { path, label, group, isFor } of pages) {
    if (!group || !isFor(me)) continue;
    const entries = groups.get(group)?.entries ?? [];
    groups.set(group, { group, entries: [...entries, { path, label }] });
  }
  return [{ entries: [{ path: '/', label: 'nav.start' }] }, ...groups.values()];
}
