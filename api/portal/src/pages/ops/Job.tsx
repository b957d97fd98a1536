import { Alert, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type JobBody, type VerifiedBody } from '../../api/client';
import { useNames } from '../../ui/names';
import { useI18n } from '../../i18n';
import { ProblemAlert } from '../../ui/Problem';
import { FactList } from '../../ui/Facts';
import { StatusBadge } from '../../ui/StatusBadge';
import { isGoing } from './reads';
import './ops.css';

const SECOND_MS = 1000;

type Act = 'pause' | 'resume' | 'stop';
type Operation = 'pause_rebuild' | 'resume_rebuild' | 'cancel_rebuild' | 'cancel_verify';

/** What may be done to a piece of long work just now. */
function acts({ kind, state }: JobBody): [Act, Operation][] {
  if (!isGoing(state)) return [];
  if (kind === 'verify') return [['stop', 'cancel_verify']];
  const hold: [Act, Operation] =
    state === 'paused' ? ['resume', 'resume_rebuild'] : ['pause', 'pause_rebuild'];
  return [hold, ['stop', 'cancel_rebuild']];
}

/** A piece of long work: how far it is and how fast, or what came of it. */
export function Job({ job }: { job: JobBody }) {
  const { t, n, name, number, instant, percent } = useI18n();
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: (operation: Operation) => call(operation, { path: { id: job.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['staff', 'status'] }),
  });
  const part = job.total > 0 ? job.done / job.total : 0;
  const going = isGoing(job.state);
  const told = [
    t('jobs.done', { done: number(job.done), total: number(job.total) }),
    job.per_second != null && t('jobs.rate', { rate: number(Math.round(job.per_second)) }),
    going &&
      job.state !== 'paused' &&
      job.seconds_left != null &&
      n('jobs.left', Math.ceil(job.seconds_left)),
    job.took_ms != null && t('jobs.took', { seconds: number(job.took_ms / SECOND_MS) }),
  ];
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between">
          <div>
            <Title order={2} size="h4">
              {t(`jobs.kind.${job.kind}`)}
            </Title>
            <Text size="sm" c="dimmed">
              {t('jobs.began', { when: instant(job.began) })}
            </Text>
          </div>
          <Group gap="xs" role="status">
            <StatusBadge status={job.state} />
            {acts(job).map(([act, operation]) => (
              <Button
                // Pause becomes resume in its place, and keeps the focus.
                key={act === 'stop' ? act : 'hold'}
                variant="default"
                loading={acting.isPending && acting.variables === operation}
                onClick={() => acting.mutate(operation)}
                aria-label={t(`jobs.${act}Named`, { kind: name(job.kind) })}
              >
                {t(`jobs.${act}`)}
              </Button>
            ))}
          </Group>
        </Group>
        {(going || job.state === 'cancelled') && (
          <Progress
            value={part * 100}
            size="lg"
            aria-label={t('jobs.progress', { part: percent(part) })}
          />
        )}
        <Text size="sm">{told.filter(Boolean).join(' · ')}</Text>
        {acting.error && <ProblemAlert error={acting.error} />}
        {job.problem && (
          <Alert color="red" title={t('jobs.failed')}>
            {job.problem}
          </Alert>
        )}
        {job.verified && <Verified found={job.verified} />}
        {job.differing && <Differing partners={job.differing} />}
      </Stack>
    </Paper>
  );
}

/** Whose portal was not what the log says. None is right. */
function Differing({ partners }: { partners: string[] }) {
  const { t, n } = useI18n();
  const names = useNames('PartnerUserId');
  if (!partners.length) return <Text size="sm">✓ {t('jobs.same')}</Text>;
  return (
    <Alert color="red" title={n('jobs.differ', partners.length)}>
      {partners.map((id) => names(id) || id).join(', ')}
    </Alert>
  );
}

function Verified({ found }: { found: VerifiedBody }) {
  const { t, n, number } = useI18n();
  return (
    <FactList
      facts={[
        [t('jobs.whole'), `✓ ${n('status.commits', found.seq)}`],
        [
          t('status.root'),
          <span key="root" className="ops-root">
            {found.root}
          </span>,
        ],
        [
          t('jobs.checkpoint'),
          found.checkpoint_seq == null ? undefined : number(found.checkpoint_seq),
        ],
        [t('jobs.files'), number(found.files)],
        [
          t('jobs.besides'),
          found.files_unattached > 0 ? n('jobs.unattached', found.files_unattached) : undefined,
        ],
      ]}
    />
  );
}
