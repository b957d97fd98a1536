import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useStaffRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { useMe } from '../../../../session';
import { Loading, Page } from '../../../../ui/Page';
import { ProblemAlert } from '../../../../ui/Problem';
import { SequenceReport, useSequence, type Step } from '../../../../ui/Sequence';
import {
  contactAt,
  lackingOf,
  policyOf,
  resumed,
  stepsOf,
  userOf,
  type Draft,
  type Known,
} from './draft';
import { Outlook } from './Outlook';
import './invite.css';
import { What } from './What';
import { Where } from './Where';
import { Who } from './Who';

/** Everything that an invitation may refer to. */
function useKnown(): { known?: Known; error: unknown } {
  const lists = [
    useStaffRows('accounts'),
    useStaffRows('contacts'),
    useStaffRows('partner_users'),
    useStaffRows('resources'),
    useStaffRows('persons'),
    useStaffRows('staff_participants'),
    useStaffRows('staff_phases'),
    useStaffRows('staff_projects'),
    useStaffRows('access_levels'),
  ] as const;
  const error = lists.find((list) => list.error)?.error;
  const rows = lists.map((list) => list.data?.rows);
  if (rows.some((one) => one === undefined)) return { error };
  const names = [
    'accounts',
    'contacts',
    'partners',
    'resources',
    'persons',
    'participants',
    'phases',
    'projects',
    'levels',
  ] satisfies (keyof Known)[];
  const known = Object.fromEntries(names.map((name, at) => [name, rows[at]]));
  return { known: known as unknown as Known, error: undefined };
}

/** Bringing somebody in, in four steps; nothing is sent before the last. */
export default function Invite() {
  const { t } = useI18n();
  const { known, error } = useKnown();
  return (
    <Page title={t('invite.title')} lead={t('invite.lead')}>
      {known ? <Steps known={known} /> : error ? <ProblemAlert error={error} /> : <Loading />}
    </Page>
  );
}

const PARTS = [Who, What, Where];
const TITLES = ['invite.who', 'invite.what', 'invite.where', 'invite.check'] as const;

function Steps({ known: now }: { known: Known }) {
  const { t } = useI18n();
  const { workspace_zone } = useMe();
  const [step, setStep] = useState(0);
  const [lacking, setLacking] = useState<string[]>([]);
  const [draft, setDraft] = useState<Draft>({
    modules: [],
    processFeedback: false,
    resources: [],
    participations: [],
    timeZone: workspace_zone ?? 'UTC',
  });
  // While it is sent, what is there changes with every command: the draft keeps to what it was.
  const [frozen, freeze] = useState<Known>();
  const known = frozen ?? now;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (step > 0) title.current?.focus();
  }, [step]);

  const change = (change: Partial<Draft>) =>
    setDraft((before) => withGiven({ ...before, ...change }, change, known));
  const next = () => {
    const lacks = lackingOf(step, draft);
    setLacking(lacks);
    if (!lacks.length) setStep(step + 1);
  };
  /** Back from the last step: what was sent by then is there, and is not sent again. */
  const back = () => {
    freeze(undefined);
    if (frozen) setDraft(resumed(draft, frozen, now));
    setStep(step - 1);
  };
  const Part = PARTS[step];
  return (
    <Stack maw={820}>
      <ol className="invite-steps">
        {TITLES.map((one, at) => (
          <li
            key={one}
            aria-current={at === step ? 'step' : undefined}
            data-done={at < step || undefined}
          >
            <span aria-hidden="true">{at < step ? '✓' : at + 1}</span> {t(one)}
          </li>
        ))}
      </ol>
      <Title order={2} size="h4" ref={title} tabIndex={-1}>
        {t('invite.step', { number: step + 1, title: t(TITLES[step]!) })}
      </Title>
      {Part ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            next();
          }}
        >
          <Stack>
            <Part draft={draft} known={known} lacking={lacking} onChange={change} />
            <Group justify="space-between">
              <Button variant="default" disabled={step === 0} onClick={() => setStep(step - 1)}>
                {t('invite.back')}
              </Button>
              <Button type="submit">{t('invite.next')}</Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Send draft={draft} known={known} now={now} onBack={back} onSending={() => freeze(known)} />
      )}
    </Stack>
  );
}

/** Whoever is chosen begins with what he has, and with what the policy of his firm gives. */
function withGiven(draft: Draft, change: Partial<Draft>, known: Known): Draft {
  if (!('account' in change || 'contact' in change)) return draft;
  const user = userOf(draft, known);
  const policy = policyOf(draft, known);
  return {
    ...draft,
    made: false,
    modules: user?.modules ?? policy?.modules ?? draft.modules,
    processFeedback: user?.process_feedback ?? policy?.process_feedback === 'allowed',
  };
}

interface SendProps {
  draft: Draft;
  known: Known;
  /** What is there now, the sent included. */
  now: Known;
  onBack(): void;
  onSending(): void;
}

function Send({ draft, known, now, onBack, onSending }: SendProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const sequence = useSequence();
  const [steps] = useState<Step[]>(() => stepsOf(draft, known, i18n));
  const send = () => {
    onSending();
    void sequence.run(steps);
  };
  const all =
    sequence.progress.length > 0 && sequence.progress.every((one) => one.state === 'done');
  const made = userOf(draft, known)?.id ?? contactAt(draft, now)?.user;
  return (
    <Stack>
      <Outlook draft={draft} known={known} />
      {sequence.begun ? (
        <SequenceReport
          steps={steps}
          progress={sequence.progress}
          running={sequence.running}
          onAgain={send}
        />
      ) : (
        <>
          <Title order={3} size="h5">
            {t('invite.sends')}
          </Title>
          <List type="ordered" size="sm">
            {steps.map(({ label }, at) => (
              <List.Item key={at}>{label}</List.Item>
            ))}
          </List>
          {!steps.length && <Text>{t('invite.nothingNew')}</Text>}
          <Group justify="space-between">
            <Button variant="default" onClick={onBack}>
              {t('invite.back')}
            </Button>
            <Button onClick={send} disabled={!steps.length}>
              {t('invite.send')}
            </Button>
          </Group>
        </>
      )}
      {sequence.failed && !sequence.running && (
        <Group>
          <Button variant="default" onClick={onBack}>
            {t('invite.back')}
          </Button>
        </Group>
      )}
      {sequence.begun && made && !sequence.running && (
        <Alert variant="light" role="status" title={t(all ? 'invite.done' : 'invite.partly')}>
          <Group>
            <Button
              renderRoot={(props) => <Link to="/partners/$id" params={{ id: made }} {...props} />}
            >
              {t('invite.open')}
            </Button>
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/view-as/$partner/$" params={{ partner: made }} {...props} />
              )}
            >
              {t('invite.look')}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}
