import { Button } from '@mantine/core';
import type { MailEntry } from '../../api/client';
import { useCommand } from '../../api/commands';
import { useNames } from '../../ui/names';
import { useStaffItem } from '../../api/rows';
import { useI18n, type I18n } from '../../i18n';
import { holds, useMe } from '../../session';
import { DataTable } from '../../ui/DataTable';
import { Empty, Page } from '../../ui/Page';
import { ProblemAlert, Told } from '../../ui/Problem';
import { StatusBadge } from '../../ui/StatusBadge';

/** Why a mail was given up. */
const whyOf = ({ why }: MailEntry, { t, name }: I18n) =>
  !why ? '' : typeof why === 'string' ? name(why) : t('outbox.reply', { code: why.reply });

/** Mails that wait to be sent, and those that were given up. */
export default function Outbox() {
  const i18n = useI18n();
  const { t, n, name } = i18n;
  const me = useMe();
  const mails = useStaffItem('mails');
  const partners = useNames('PartnerUserId');
  const retrying = useCommand('retry-mail');
  const mayRetry = holds(me, 'operator');
  const to = ({ partner_user }: MailEntry) => partners(partner_user) || t('outbox.somebody');
  const retry = async (dead: MailEntry[], clear: () => void) => {
    for (const { id } of dead) await retrying.mutateAsync({ body: { mail: id } });
    clear();
  };
  return (
    <Page title={t('outbox.title')} lead={t('outbox.lead')} fill>
      {retrying.error && <ProblemAlert error={retrying.error} />}
      <Told of={mails}>
        {(told) => (
          <>
            <div role="status">
              {n('outbox.queued', told.queued)} · {n('outbox.dead', told.dead)}
            </div>
            <DataTable
              name="outbox"
              caption={t('outbox.title')}
              columns={['kind', 'to', 'state', 'why', 'queued', 'expires']}
              rows={told.mails}
              complete={told.mails.length === told.queued + told.dead}
              looks={{
                kind: { value: ({ kind }) => name(kind) },
                to: { label: t('outbox.to'), cell: to, value: to },
                state: {
                  cell: ({ state }) => <StatusBadge status={state} />,
                  value: ({ state }) => name(state),
                },
                why: {
                  label: t('outbox.why'),
                  cell: (mail) => whyOf(mail, i18n),
                  value: (mail) => whyOf(mail, i18n),
                },
              }}
              filters={['state', 'kind']}
              selection={
                mayRetry
                  ? (chosen, clear) => {
                      const dead = chosen.filter(({ state }) => state === 'dead');
                      return (
                        <Button
                          disabled={!dead.length}
                          loading={retrying.isPending}
                          onClick={() => void retry(dead, clear).catch(() => undefined)}
                        >
                          {n('outbox.retry', dead.length)}
                        </Button>
                      );
                    }
                  : undefined
              }
              empty={<Empty title={t('outbox.empty')}>{t('outbox.emptyWhy')}</Empty>}
            />
          </>
        )}
      </Told>
    </Page>
  );
}
