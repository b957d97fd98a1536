import type { TextKey } from '../i18n';
import { pages } from '../pages';
import { NAV_GROUPS, type NavGroup } from '../pages/entry';
import type { Me } from '../session';

interface Group {
  /** Absent for what stands above all groups. */
  group?: NavGroup;
  entries: { path: string; label: TextKey }[];
}

/** The navigation for `me`: the start page, then the groups with those pages that are for him. */
export function navigationOf(me: Me): Group[] {
  const mine = pages.filter(({ isFor }) => isFor(me));
  const groups = NAV_GROUPS.map((group): Group => ({
    group,
    entries: mine.filter((page) => page.group === group),
  }));
  return [
    { entries: [{ path: '/', label: 'nav.start' }] },
    ...groups.filter(({ entries }) => entries.length > 0),
  ];
}
