import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useEyes } from '../../../api/eyes';
import type { Rows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { DataTable, type ColumnLook } from '../../../ui/DataTable';
import { Detail } from '../../../ui/Detail';
import { Empty } from '../../../ui/Page';
import { ProblemAlert } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { BatchOutcome } from './BatchOutcome';
import { useDecisions } from './decisions';
import { RejectForm } from './RejectForm';

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
  const { t, n } = useI18n();
  const eyes = useEyes();
  const [{ open }, setSearch] = useSearchState();
  const decisions = useDecisions<R>(about, nameOf);
  const [rejected, reject] = useState<{ rows: R[]; clear: () => void }>();
  const row = told.rows.find(({ id }) => id === open);
  const close = () => setSearch({ open: undefined });
  const buttons = (chosen: R[], clear: () => void) => {
    const whole = chosen.filter(isWhole);
    return (
      <>
        <Button
          variant="default"
          disabled={!whole.length}
          onClick={() => reject({ rows: whole, clear })}
        >
          {n('approvals.rejectAll', whole.length)}
        </Button>
        <Button
          disabled={!whole.length}
          loading={decisions.isPending}
          onClick={() => decisions.decide(`approve-${about}`, whole, clear)}
        >
          {n('approvals.approveAll', whole.length)}
        </Button>
      </>
    );
  };
  return (
    <>
      {decisions.error && <ProblemAlert error={decisions.error} />}
      {decisions.answered && (
        <BatchOutcome answered={decisions.answered} onClose={decisions.forget} />
      )}
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
      <Modal
        opened={rejected !== undefined}
        onClose={() => reject(undefined)}
        title={n('approvals.rejectAll', rejected?.rows.length ?? 0)}
        closeButtonProps={{ 'aria-label': t('form.close'), size: 44 }}
      >
        <RejectForm
          onCancel={() => reject(undefined)}
          onReject={(reason) => {
            if (!rejected) return;
            decisions.decide(`reject-${about}`, rejected.rows, rejected.clear, { reason });
            reject(undefined);
          }}
        />
      </Modal>
    </>
  );
}
