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

/** A piece of long work: how far it is and how fast, or what came of it. */
export function Job({ job }: { job: JobBody }) {
  const { t, n, name, number, instant, percent } = useI18n();
  const queries = useQueryClient();
  const stopping = useMutation({
    mutationFn: () =>
      call(job.kind === 'rebuild' ? 'cancel_rebuild' : 'cancel_verify', { path: { id: job.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['staff', 'status'] }),
  });
  const part = job.total > 0 ? job.done / job.total : 0;
  const going = isGoing(job.state);
  const told = [
    t('jobs.done', { done: number(job.done), total: number(job.total) }),
    job.per_second != null && t('jobs.rate', { rate: number(Math.round(job.per_second)) }),
    going && job.seconds_left != null && n('jobs.left', Math.ceil(job.seconds_left)),
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
            {going && (
              <Button
                variant="default"
                loading={stopping.isPending}
                onClick={() => stopping.mutate()}
                aria-label={t('jobs.stopNamed', { kind: name(job.kind) })}
              >
                {t('jobs.stop')}
              </Button>
            )}
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
        {stopping.error && <ProblemAlert error={stopping.error} />}
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
