import { Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useI18n } from '../../i18n';
import { Empty, Page } from '../../ui/Page';
import { ProblemAlert, Told } from '../../ui/Problem';
import { Job } from './Job';
import { isGoing, useStatus } from './reads';

/** Long work: begun, watched and stopped here. It goes on when the page is left, and is found again. */
export default function Jobs() {
  const { t } = useI18n();
  const status = useStatus();
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: (what: 'start_rebuild' | 'start_verify') => call(what),
    onSettled: () => queries.invalidateQueries({ queryKey: ['staff', 'status'] }),
  });
  const runs = (kind: string) =>
    status.data?.jobs.some((job) => job.kind === kind && isGoing(job.state)) ?? true;
  return (
    <Page
      title={t('jobs.title')}
      lead={t('jobs.lead')}
      actions={
        <>
          <Button
            variant="default"
            disabled={runs('verify')}
            loading={starting.isPending && starting.variables === 'start_verify'}
            onClick={() => starting.mutate('start_verify')}
          >
            {t('jobs.verify')}
          </Button>
          <Button
            disabled={runs('rebuild')}
            loading={starting.isPending && starting.variables === 'start_rebuild'}
            onClick={() => starting.mutate('start_rebuild')}
          >
            {t('jobs.rebuild')}
          </Button>
        </>
      }
    >
      {starting.error && <ProblemAlert error={starting.error} />}
      <Told of={status}>
        {({ jobs }) =>
          jobs.length ? (
            <Stack gap="sm">
              {jobs.map((job) => (
                <Job key={job.id} job={job} />
              ))}
            </Stack>
          ) : (
            <Empty title={t('jobs.empty')}>{t('jobs.emptyWhy')}</Empty>
          )
        }
      </Told>
    </Page>
  );
}
