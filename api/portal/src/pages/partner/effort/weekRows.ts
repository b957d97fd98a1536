import type { I18n } from '../../../i18n';
import type { WeekRow } from './WeekGrid';
import { placeKey, type Places } from './places';

/** A task or a phase, as a row of the week. */
function rowOf(key: string, places: Places, { t }: I18n): WeekRow {
  const [kind, id] = key.split(':');
  const where = (...names: string[]) => names.filter(Boolean).join(' · ');
  if (kind === 'task') {
    const task = places.tasks.find((one) => one.id === id);
    const title = places.task(id) || t('week.task');
    return {
      key,
      title,
      where: where(places.project(task?.project_id), places.phase(task?.phase_id)),
    };
  }
  const phase = places.phases.find((one) => one.id === id);
  const title = places.phase(id) || t('week.phase');
  return { key, title, where: where(places.project(phase?.project_id), t('week.phase')) };
}

/** The rows of a week, each place once. */
export const rowsOf = (keys: string[], places: Places, i18n: I18n): WeekRow[] =>
  [...new Set(keys)].map((key) => rowOf(key, places, i18n));

/** On what one can write time, apart from what has a row: one's own tasks first. */
export function placeChoices(places: Places, rows: WeekRow[], i18n: I18n) {
  const taken = new Set(rows.map(({ key }) => key));
  const choice = (key: string) => {
    const { title, where } = rowOf(key, places, i18n);
    return { value: key, label: where ? `${title} (${where})` : title };
  };
  const free = (keys: string[]) => keys.filter((key) => !taken.has(key)).map(choice);
  const work = places.tasks.filter(({ kind }) => kind === 'work');
  const keyed = (tasks: typeof work) => tasks.map(({ id }) => placeKey({ task: id }));
  return [
    {
      group: i18n.t('week.myTasks'),
      items: free(keyed(work.filter(({ mine, status }) => mine && status !== 'done'))),
    },
    {
      group: i18n.t('week.otherTasks'),
      items: free(keyed(work.filter(({ mine, status }) => !mine || status === 'done'))),
    },
    {
      group: i18n.t('week.phases'),
      items: free(
        places.phases
          .filter(({ heading_only }) => !heading_only)
          .map(({ id }) => placeKey({ phase: id })),
      ),
    },
  ].filter(({ items }) => items.length);
}
