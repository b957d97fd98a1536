import { Button, Drawer, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Answered } from '../../../api/batch';
import { useEyes } from '../../../api/eyes';
import type { Rows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { BatchOutcome } from '../../../ui/BatchOutcome';
import { DataTable, type ColumnLook } from '../../../ui/DataTable';
import { Empty } from '../../../ui/Page';
import { ProblemAlert } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';

const REASON_CHARS_MAX = 200;

/** Several decisions of one kind, and what came of them. */
interface Deciding<I> {
  isPending: boolean;
  error: unknown;
  data?: Answered<I>[];
  reset(): void;
}

interface ApprovalListProps<R extends { id: string }, I> {
  name: string;
  caption: string;
  told: Rows<R>;
  filters: string[];
  looks?: Record<string, ColumnLook<R>>;
  /** Whether one decides about all of it: only then can it be decided from the list. */
  isWhole(row: R): boolean;
  /** What somebody reads of a row in a report. */
  nameOf(row: R): string;
  rowOf(item: I): string;
  approving: Deciding<I>;
  rejecting: Deciding<I>;
  onApprove(rows: R[], clear: () => void): void;
  onReject(rows: R[], reason: string, clear: () => void): void;
  /** The row that is open, with everything about it. */
  detail(row: R, close: () => void): ReactNode;
}

/** A list of what waits; several are approved or rejected at once, each with its own answer. */
export function ApprovalList<R extends { id: string }, I>(props: ApprovalListProps<R, I>) {
  const { told, approving, rejecting, isWhole, nameOf } = props;
  const { t, n } = useI18n();
  const eyes = useEyes();
  const [{ open }, setSearch] = useSearchState();
  const [rejected, reject] = useState<{ rows: R[]; clear: () => void }>();
  const row = told.rows.find(({ id }) => id === open);
  const close = () => setSearch({ open: undefined });
  const label = (item: I) => {
    const found = told.rows.find(({ id }) => id === props.rowOf(item));
    return found ? nameOf(found) : props.rowOf(item);
  };
  const refresh = (done: () => void) => () => {
    done();
    approving.reset();
    rejecting.reset();
  };
  const outcome = approving.data ?? rejecting.data;
  const error = approving.error ?? rejecting.error;
  return (
    <>
      {error ? <ProblemAlert error={error} /> : null}
      {outcome && (
        <BatchOutcome answered={outcome} label={label} onClose={refresh(() => undefined)} />
      )}
      <DataTable
        {...told}
        name={props.name}
        caption={props.caption}
        filters={props.filters}
        looks={props.looks}
        onOpen={({ id }) => setSearch({ open: id })}
        open={open}
        selection={
          eyes.kind === 'own'
            ? (chosen, clear) => {
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
                      loading={approving.isPending}
                      onClick={refresh(() => props.onApprove(whole, clear))}
                    >
                      {n('approvals.approveAll', whole.length)}
                    </Button>
                  </>
                );
              }
            : undefined
        }
        empty={<Empty title={t('approvals.empty')}>{t('approvals.emptyWhy')}</Empty>}
      />
      <Drawer
        opened={row !== undefined}
        onClose={close}
        position="right"
        size="xl"
        title={row && nameOf(row)}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        {row && props.detail(row, close)}
      </Drawer>
      <Modal
        opened={rejected !== undefined}
        onClose={() => reject(undefined)}
        title={n('approvals.rejectAll', rejected?.rows.length ?? 0)}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        <RejectForm
          onCancel={() => reject(undefined)}
          onReject={(reason) => {
            approving.reset();
            rejecting.reset();
            if (rejected) props.onReject(rejected.rows, reason, rejected.clear);
            reject(undefined);
          }}
        />
      </Modal>
    </>
  );
}

interface RejectFormProps {
  loading?: boolean;
  onReject(reason: string): void;
  onCancel(): void;
}

/** Whoever rejects says why: the owner reads it. */
export function RejectForm({ loading, onReject, onCancel }: RejectFormProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onReject(reason.trim());
      }}
    >
      <Stack>
        <Textarea
          label={t('approvals.why')}
          withAsterisk
          required
          autosize
          minRows={2}
          maxLength={REASON_CHARS_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" color="red" loading={loading} disabled={!reason.trim()}>
            {t('approvals.reject')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
