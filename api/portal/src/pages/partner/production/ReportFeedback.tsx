import { Button, Group, NumberInput, Paper, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { FeedbackAction, InterruptionReason, Module, Status } from '../../../api/client';
import { useCommand } from '../../../api/commands';
import type { Row } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { InstantInput } from '../../../ui/InstantInput';
import { ProblemAlert } from '../../../ui/Problem';
import { numberOf, subjectOf, type OpenSubject, type SubjectKind } from './subject';

type Press = 'start' | 'pause' | 'resume' | 'interrupt' | 'report_quantity' | 'finish';

/** Which buttons there are at which status; the server has the last word. */
const FITTING: Record<Status, Press[]> = {
  not_scheduled: ['start'],
  scheduled: ['start'],
  started: ['report_quantity', 'finish', 'pause', 'interrupt'],
  paused: ['resume', 'report_quantity', 'finish', 'interrupt'],
  interrupted: ['resume', 'report_quantity', 'finish'],
  completed: [],
};
/** Those that ask for something before they are sent. */
const ASKING: Press[] = ['interrupt', 'report_quantity', 'finish'];
const REASONS: InterruptionReason[] = [
  'breakdown',
  'material_missing',
  'tool_missing',
  'staff_missing',
  'quality',
  'other',
];
/** The terminal is for work steps only. */
const WORKBENCHES: Record<SubjectKind, Module[]> = {
  step: ['workbench_classic', 'workbench_terminal'],
  process: ['workbench_classic'],
};

function buttonsFor(kind: SubjectKind, row: Row): Press[] {
  const fitting = FITTING[row.status as Status] ?? [];
  return fitting.filter(
    (button) =>
      !(button === 'pause' && kind === 'process') &&
      // Without the column nobody may report what it would show.
      !(button === 'report_quantity' && numberOf(row.done_quantity) === undefined),
  );
}

/** Tells what is being done: the buttons that fit, and what they ask for. */
export function ReportFeedback({ of, row, tag }: { of: OpenSubject; row: Row; tag?: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const queries = useQueryClient();
  const report = useCommand('report-feedback');
  const [asking, setAsking] = useState<Press>();
  const [at, setAt] = useState('');
  const buttons = buttonsFor(of.kind, row);
  const mayReport = WORKBENCHES[of.kind].some((module) => me.modules.includes(module));
  if (!mayReport || !buttons.length) return null;

  const send = (action: FeedbackAction) =>
    report.mutate(
      { body: { subject: subjectOf(of), action, ...(at && { at }) }, ifMatch: tag },
      {
        onSuccess: () => {
          setAsking(undefined);
          setAt('');
          notifications.show({ color: 'green', message: t('feedback.told') });
        },
        // Whoever was too late needs the new state, and its tag.
        onError: () => void queries.invalidateQueries({ queryKey: ['portal'] }),
      },
    );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('feedback.report')}>
      <Stack gap="sm">
        {/* Times that have passed are told at the classic workbench. */}
        {me.modules.includes('workbench_classic') && (
          <InstantInput
            label={t('feedback.at')}
            description={t('feedback.atHint')}
            value={at}
            onChange={setAt}
          />
        )}
        <Group gap="xs">
          {buttons.map((button, place) => (
            <Button
              key={button}
              size="md"
              variant={place === 0 ? 'filled' : 'default'}
              aria-expanded={ASKING.includes(button) ? asking === button : undefined}
              loading={report.isPending && !ASKING.includes(button)}
              onClick={() => {
                report.reset();
                if (!ASKING.includes(button)) return send(button as FeedbackAction);
                setAsking(asking === button ? undefined : button);
              }}
            >
              {t(`feedback.${button}`)}
            </Button>
          ))}
        </Group>
        {asking && buttons.includes(asking) && (
          <Asked key={asking} button={asking} row={row} busy={report.isPending} onSend={send} />
        )}
        {report.error && <ProblemAlert error={report.error} />}
      </Stack>
    </Paper>
  );
}

interface AskedProps {
  button: Press;
  row: Row;
  busy: boolean;
  onSend(action: FeedbackAction): void;
}

/** What an interruption, a quantity or the end of the work asks for. */
function Asked({ button, row, busy, onSend }: AskedProps) {
  const { t, name, number } = useI18n();
  const [reason, setReason] = useState<InterruptionReason>();
  const [good, setGood] = useState<number>();
  const [scrap, setScrap] = useState<number>();
  const [lacks, setLacks] = useState(false);
  const planned = numberOf(row.quantity);
  const done = numberOf(row.done_quantity);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (button === 'finish') return onSend('finish');
    const isWhole = button === 'interrupt' ? reason : good || scrap;
    setLacks(!isWhole);
    if (!isWhole) return;
    if (button === 'interrupt' && reason) onSend({ interrupt: { reason } });
    else onSend({ report_quantity: { good: good ?? 0, scrap: scrap ?? 0 } });
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {button === 'interrupt' && (
          <Select
            label={t('feedback.why')}
            withAsterisk
            placeholder={t('form.choose')}
            data={REASONS.map((value) => ({ value, label: name(value) }))}
            value={reason ?? null}
            onChange={(value) => setReason((value ?? undefined) as InterruptionReason | undefined)}
            error={lacks && t('form.required')}
          />
        )}
        {button === 'report_quantity' && (
          <Group grow align="start">
            <NumberInput
              label={t('feedback.good')}
              min={0}
              decimalScale={3}
              value={good ?? ''}
              onChange={(value) => setGood(value === '' ? undefined : Number(value))}
              error={lacks && t('feedback.noQuantity')}
            />
            {numberOf(row.scrap_quantity) !== undefined && (
              <NumberInput
                label={t('feedback.scrap')}
                min={0}
                decimalScale={3}
                value={scrap ?? ''}
                onChange={(value) => setScrap(value === '' ? undefined : Number(value))}
              />
            )}
          </Group>
        )}
        {button === 'finish' && (
          <Text size="sm">
            {planned !== undefined && done !== undefined && done < planned
              ? t('feedback.finishShort', { done: number(done), planned: number(planned) })
              : t('feedback.finishSure')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t(`feedback.${button}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
