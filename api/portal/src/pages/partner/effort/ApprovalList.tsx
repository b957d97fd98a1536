import type { ReactNode } from 'react';
import { useEyes } from '../../../api/eyes';
import type { Rows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { DataTable, type ColumnLook } from '../../../ui/DataTable';
import { Detail } from '../../../ui/Detail';
import { Empty } from '../../../ui/Page';
import { useSearchState } from '../../../ui/search';
import { BatchButtons } from '../../../ui/BatchButtons';
import { BatchOutcome } from '../../../ui/BatchOutcome';
import { useDecisions } from '../../../ui/decisions';

interface ApprovalListProps<R extends { id: string }> {
  about: 'timesheet' | 'expense';
  told: Rows<R>;
  filters: string[];
  looks?: Record<string, ColumnLook<R>>;
  /** Whether one decides about all of it: only then can it be decided from the list. */
  isWhole(row: R): boolean;
  /** What somebody calls a row. */
  nameOf(row: R): string;
  /** Everything about the row that is open. */
  detail(row: R, close: () => void): ReactNode;
}

/** A list of what waits; several are approved or rejected at once, each with its own answer. */
export function ApprovalList<R extends { id: string }>(props: ApprovalListProps<R>) {
  const { about, told, isWhole, nameOf } = props;
  const { t } = useI18n();
  const eyes = useEyes();
  const [{ open }, setSearch] = useSearchState();
  const decisions = useDecisions<R>(about, nameOf);
  const row = told.rows.find(({ id }) => id === open);
  const close = () => setSearch({ open: undefined });
  const buttons = (chosen: R[], clear: () => void) => (
    <BatchButtons
      about={about}
      chosen={chosen.filter(isWhole)}
      decisions={decisions}
      onDone={clear}
    />
  );
  return (
    <>
      <BatchOutcome of={decisions} />
      <DataTable
        {...told}
        name={`${about}-approvals`}
        caption={t('approvals.title')}
        filters={props.filters}
        looks={props.looks}
        onOpen={({ id }) => setSearch({ open: id })}
        open={open}
        selection={eyes.kind === 'own' ? buttons : undefined}
        empty={<Empty title={t('approvals.empty')}>{t('approvals.emptyWhy')}</Empty>}
      />
      {row && (
        <Detail title={nameOf(row)} onClose={close}>
          {props.detail(row, close)}
        </Detail>
      )}
    </>
  );
}
