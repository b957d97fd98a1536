import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../../api/commands';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandForm } from '../../../ui/CommandForm';
import { Facts } from '../../../ui/Facts';
import { isMoney } from '../../../ui/cells';
import { ProblemAlert } from '../../../ui/Problem';
import type { Expense } from './Expenses';
import { Receipts } from './Receipts';
import type { Places } from './places';

/** States in which the owner changes an expense. */
const OPEN = ['draft', 'rejected'];
/** States from which he takes it back. */
const RECALLED = ['submitted', 'rejected'];

interface ExpenseDetailProps {
  expense: Expense;
  places: Places;
  onGone(): void;
}

/** One expense: what is known of it, its receipts, and what its owner does with it. */
export function ExpenseDetail({ expense, places, onGone }: ExpenseDetailProps) {
  const { t } = useI18n();
  const eyes = useEyes();
  const { data } = usePortalRecord('expense', { path: { id: expense.id } });
  const [changes, change] = useState(false);
  const isMine = eyes.kind === 'own' && expense.mine;
  const isOpen = OPEN.includes(expense.status ?? '');
  const { project_id, phase_id, reason, mine: _, ...rest } = expense;
  const names = { project: places.project(project_id), phase: places.phase(phase_id) };
  return (
    <Stack>
      {reason && (
        <Alert color="orange" title={t('week.reason')}>
          {reason}
        </Alert>
      )}
      {changes ? (
        <CommandForm
          command="change-expense"
          fixed={{ expense: expense.id }}
          initial={{
            category: expense.category,
            day: expense.day,
            money: isMoney(expense.money)
              ? { ...expense.money, amount: Number(expense.money.amount) }
              : undefined,
            billable: expense.billable,
            notes: expense.notes,
          }}
          only={['category', 'day', 'money', 'billable', 'notes']}
          ifMatch={data?.tag}
          onDone={() => change(false)}
          onCancel={() => change(false)}
        />
      ) : (
        <>
          <Facts of={{ ...names, ...rest }} />
          {isMine && (
            <Steps
              expense={expense}
              tag={data?.tag}
              onChange={() => change(true)}
              onGone={onGone}
            />
          )}
        </>
      )}
      <Receipts expense={expense.id} mayChange={isMine && isOpen} />
    </Stack>
  );
}

interface StepsProps {
  expense: Expense;
  tag?: string;
  onChange(): void;
  onGone(): void;
}

function Steps({ expense, tag, onChange, onGone }: StepsProps) {
  const { t } = useI18n();
  const submitting = useCommand('submit-expense');
  const recalling = useCommand('recall-expense');
  const removing = useCommand('remove-expense');
  const sent = { body: { expense: expense.id }, ifMatch: tag };
  const error = submitting.error ?? recalling.error ?? removing.error;
  const status = expense.status ?? '';
  return (
    <Stack gap="xs">
      {error && <ProblemAlert error={error} />}
      <Group gap="xs">
        {OPEN.includes(status) && (
          <Button variant="default" onClick={onChange}>
            {t('effort.change')}
          </Button>
        )}
        {status === 'draft' && (
          <Button
            variant="default"
            loading={removing.isPending}
            onClick={() => removing.mutate(sent, { onSuccess: onGone })}
          >
            {t('form.remove')}
          </Button>
        )}
        {RECALLED.includes(status) && (
          <Button
            variant="default"
            loading={recalling.isPending}
            onClick={() => recalling.mutate(sent)}
          >
            {t('week.recall')}
          </Button>
        )}
        {status === 'draft' && (
          <Button
            disabled={!tag}
            loading={submitting.isPending}
            onClick={() => submitting.mutate(sent)}
          >
            {t('week.submit')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
