import { Alert, Button, Group, SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { StatusBody } from '../../api/client';
import { useI18n } from '../../i18n';
import { Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { FactList } from '../../ui/Facts';
import { Section } from '../../ui/Section';
import { StatusBadge } from '../../ui/StatusBadge';
import { isGoing, useProbe, useStatus } from './reads';
import './ops.css';

/** Where the server stands: whether it answers, the log, the views, and what is due next. */
export default function Status() {
  const { t } = useI18n();
  const status = useStatus();
  return (
    <Page title={t('status.title')} lead={t('status.lead')}>
      <Told of={status}>
        {(told) => (
          <>
            {!told.ready && <Alert color="red">{t('status.notReady')}</Alert>}
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Health told={told} />
              <Log told={told} />
              <Views told={told} />
              <Work told={told} />
            </SimpleGrid>
          </>
        )}
      </Told>
    </Page>
  );
}

function Health({ told }: { told: StatusBody }) {
  const { t, instant } = useI18n();
  const lives = useProbe('/livez');
  const ready = useProbe('/readyz');
  const answer = (probe: { data?: boolean; error: unknown }) =>
    probe.error ? <StatusBadge status="failed" /> : probe.data && <StatusBadge status="answers" />;
  return (
    <Section title={t('status.health')}>
      <FactList
        facts={[
          [t('status.lives'), answer(lives)],
          [t('status.ready'), answer(ready)],
          [t('status.version'), told.version],
          [t('status.clock'), instant(told.now)],
        ]}
      />
    </Section>
  );
}

function Log({ told: { log } }: { told: StatusBody }) {
  const { t, instant, number } = useI18n();
  return (
    <Section title={t('status.log')}>
      <FactList
        facts={[
          [t('status.head'), number(log.seq)],
          [t('status.since'), instant(log.at)],
          [
            t('status.root'),
            <span key="root" className="ops-root">
              {log.root}
            </span>,
          ],
        ]}
      />
    </Section>
  );
}

const MIB = 1024 * 1024;

function Views({ told: { views } }: { told: StatusBody }) {
  const { t, n, instant, number } = useI18n();
  return (
    <Section title={t('status.views')}>
      <FactList
        facts={[
          [t('status.position'), number(views.seq)],
          [
            t('status.lag'),
            <Group key="lag" gap="xs">
              <StatusBadge status={views.lag === 0 ? 'up_to_date' : 'behind'} />
              {views.lag > 0 && n('status.commits', views.lag)}
            </Group>,
          ],
          [t('status.partners'), number(views.partners)],
          [
            t('status.memory'),
            t('status.mib', { size: number(Math.ceil((views.bytes / MIB) * 10) / 10) }),
          ],
          [t('status.generation'), number(views.version)],
          [t('status.kept'), views.kept ? instant(views.kept) : undefined],
        ]}
      />
    </Section>
  );
}

function Work({ told: { jobs, next_due } }: { told: StatusBody }) {
  const { t, n, name, instant } = useI18n();
  const going = jobs.filter(({ state }) => isGoing(state));
  return (
    <Section title={t('status.work')}>
      <FactList
        facts={[
          [
            t('status.due'),
            next_due ? `${name(next_due.what)} · ${instant(next_due.at)}` : t('status.nothingDue'),
          ],
          [t('status.jobs'), n('status.running', going.length)],
        ]}
      />
      <div>
        <Button variant="default" renderRoot={(props) => <Link to="/ops/jobs" {...props} />}>
          {t('jobs.title')}
        </Button>
      </div>
    </Section>
  );
}
