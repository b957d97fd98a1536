import { Button, UnstyledButton } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { ProjectRow } from '../../../../api/client';
import { useEyes } from '../../../../api/eyes';
import type { Rows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { useMe } from '../../../../session';
import { DataTable } from '../../../../ui/DataTable';
import { useSearchState } from '../../../../ui/search';
import { columnsOf } from '../../../../ui/shown';
import './plan.css';
import type { Line, Task } from './tree';

const COLUMNS = [
  'title',
  'status',
  'start',
  'end',
  'assignees',
  'planned_hours',
  'logged_hours',
] as const;
/** Fields of phases that stand in the columns of tasks. */
const OF_PHASES = ['start', 'end', 'planned_hours', 'logged_hours'] as const;
/** What is folded lies in the address, as ids with this between them. */
const BETWEEN = '.';

interface PlanListProps {
  project: ProjectRow;
  told: Rows<Task>;
  lines: Line[];
  tools: ReactNode;
  empty: ReactNode;
  onOpen(line: Line): void;
}

type Row = { id: string; line: Line } & Record<string, unknown>;

/** The plan as a table in which everything that has parts can be folded. */
export function PlanList({ project, told, lines, tools, empty, onOpen }: PlanListProps) {
  const { t } = useI18n();
  const me = useMe();
  const own = useEyes().kind === 'own';
  const [search, setSearch] = useSearchState();
  const folded = useMemo(
    () => new Set(search.folded?.split(BETWEEN).filter(Boolean)),
    [search.folded],
  );
  const fold = (ids: Iterable<string>) => setSearch({ folded: [...ids].join(BETWEEN) });
  const parents = lines.filter((line) => line.parent).map(({ id }) => id);
  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    fold(next);
  };
  // What is searched or filtered for is found wherever it lies, folded or not.
  const seeking = Boolean(search.q || search.status);
  const rows = useMemo(
    () =>
      lines
        .filter(({ above }) => seeking || !above.some((id) => folded.has(id)))
        .map((line): Row => ({ ...cellsOf(line), id: line.id, line })),
    [lines, folded, seeking],
  );
  const looks = {
    title: {
      label: t('plan.name'),
      cell: ({ line }: Row) => (
        <Name line={line} folded={folded.has(line.id)} onToggle={toggle} onOpen={onOpen} />
      ),
      value: ({ line }: Row) => line.title,
    },
  };
  const allFolded = parents.length > 0 && parents.every((id) => folded.has(id));
  return (
    <div className="plan-box">
      <DataTable
        rows={rows}
        columns={columnsOf({ columns: told.columns, rows: told.rows }, COLUMNS)}
        complete={told.complete}
        name="plan"
        caption={t('project.tab.plan')}
        looks={looks}
        filters={['status']}
        zone={me.workspace_zone}
        csv={
          own && project.export ? `/v1/portal/projects/${project.id}/tasks?format=csv` : undefined
        }
        open={search.task ?? search.phase}
        toolbar={
          <>
            {tools}
            {parents.length > 0 && (
              <Button variant="default" onClick={() => fold(allFolded ? [] : parents)}>
                {t(allFolded ? 'plan.unfoldAll' : 'plan.foldAll')}
              </Button>
            )}
          </>
        }
        empty={empty}
      />
    </div>
  );
}

const cellsOf = ({ phase, task, title }: Line): Record<string, unknown> =>
  task
    ? { ...task }
    : { title, ...Object.fromEntries(OF_PHASES.map((field) => [field, phase?.[field]])) };

interface NameProps {
  line: Line;
  folded: boolean;
  onToggle(id: string): void;
  onOpen(line: Line): void;
}

function Name({ line, folded, onToggle, onOpen }: NameProps) {
  const { t } = useI18n();
  const { id, title, level, parent, kind, task } = line;
  return (
    <span className="plan-name" data-level={Math.min(level, 6)} data-kind={kind}>
      {parent ? (
        <UnstyledButton
          className="plan-fold"
          aria-expanded={!folded}
          aria-label={t(folded ? 'plan.unfold' : 'plan.fold', { name: title })}
          onClick={() => onToggle(id)}
        >
          {folded ? '▸' : '▾'}
        </UnstyledButton>
      ) : (
        <span className="plan-fold" aria-hidden="true">
          {kind === 'milestone' ? '◆' : ''}
        </span>
      )}
      <button type="button" className="opener" onClick={() => onOpen(line)}>
        {title}
      </button>
      {task?.mine && <span className="plan-mine">{t('plan.mine')}</span>}
    </span>
  );
}
