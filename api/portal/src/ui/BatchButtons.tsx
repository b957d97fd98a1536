import { Button } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../i18n';
import type { Decisions } from './decisions';
import { Dialog } from './Dialog';
import { RejectForm } from './RejectForm';

interface BatchButtonsProps<R extends { id: string }> {
  about: 'timesheet' | 'expense';
  chosen: R[];
  decisions: Decisions<R>;
  /** After they were decided about. */
  onDone(): void;
}

/** Decides about everything that is chosen; each gets an answer of its own. */
export function BatchButtons<R extends { id: string }>(props: BatchButtonsProps<R>) {
  const { about, chosen, decisions, onDone } = props;
  const { n } = useI18n();
  const [rejects, setRejects] = useState(false);
  const close = () => setRejects(false);
  return (
    <>
      <Button variant="default" disabled={!chosen.length} onClick={() => setRejects(true)}>
        {n('approvals.rejectAll', chosen.length)}
      </Button>
      <Button
        disabled={!chosen.length}
        loading={decisions.isPending}
        onClick={() => decisions.decide(`approve-${about}`, chosen, onDone)}
      >
        {n('approvals.approveAll', chosen.length)}
      </Button>
      {rejects && (
        <Dialog title={n('approvals.rejectAll', chosen.length)} onClose={close}>
          <RejectForm
            onCancel={close}
            onReject={(reason) => {
              decisions.decide(`reject-${about}`, chosen, onDone, { reason });
              close();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
