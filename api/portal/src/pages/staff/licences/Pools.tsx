import {
  Anchor,
  Button,
  Card,
  Group,
  Modal,
  Progress,
  SimpleGrid,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LicenceKind } from '../../../api/client';
import { useNames } from '../../../ui/names';
import { useStaffRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import '../../../ui/section.css';

type Pool = RowOf<'licences'>;

/** How many licences of each kind there are, and who holds them. */
export default function Pools() {
  const { t } = useI18n();
  const pools = useStaffRows('licences');
  const [{ kind }, setSearch] = useSearchState();
  return (
    <Page title={t('licences.title')} lead={t('licences.lead')}>
      <Told of={pools}>
        {({ rows }) => (
          <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
            {rows.map((pool) => (
              <PoolCard
                key={pool.kind}
                pool={pool}
                onHolders={() => setSearch({ kind: pool.kind })}
              />
            ))}
          </SimpleGrid>
        )}
      </Told>
      <Holders
        kind={kind as LicenceKind | undefined}
        onClose={() => setSearch({ kind: undefined })}
      />
    </Page>
  );
}

function PoolCard({ pool, onHolders }: { pool: Pool; onHolders(): void }) {
  const { t, n, name } = useI18n();
  const mayChange = holds(useMe(), 'administrator');
  const { entitled, used, reserved, basis } = pool;
  const kind = name(pool.kind === 'partner' ? 'licence_partner' : pool.kind);
  const taken = entitled ? ((used + reserved) / entitled) * 100 : 0;
  return (
    <Card withBorder component="section" aria-label={kind}>
      <Title order={2} size="h4">
        {kind}
      </Title>
      <Text size="sm" c="dimmed">
        {pool.pool ?? t('licences.noPool')}
        {basis === 'site' && ` · ${t('licences.site')}`}
      </Text>
      <Text mt="xs">
        {entitled === null || entitled === undefined
          ? n('licences.used', used)
          : t('licences.usedOf', { used, entitled, free: pool.free ?? 0 })}
      </Text>
      {reserved > 0 && <Text size="sm">{t('licences.reserved', { count: reserved })}</Text>}
      {entitled ? (
        <Progress
          value={taken}
          color={taken >= 100 ? 'red' : undefined}
          mt="xs"
          aria-label={t('licences.taken', { kind })}
        />
      ) : null}
      <Group gap="xs" mt="sm">
        <Button
          variant="default"
          onClick={onHolders}
          aria-label={t('licences.holdersOf', { kind })}
        >
          {t('licences.holders')}
        </Button>
        {mayChange && (
          <CommandButton
            label={t(pool.pool ? 'partner.change' : 'licences.count')}
            aria-label={t(pool.pool ? 'licences.changeNamed' : 'licences.countNamed', { kind })}
            command="set-licence-pool"
            fixed={{ kind: pool.kind }}
            initial={pool.pool ? { name: pool.pool, basis } : { name: kind }}
            reasoned
          />
        )}
        {mayChange && pool.pool && (
          <AskedCommand
            command="remove-licence-pool"
            body={{ kind: pool.kind }}
            explain={t('licences.removeWhat')}
            aria-label={t('licences.removeNamed', { kind })}
          >
            {t('form.remove')}
          </AskedCommand>
        )}
      </Group>
    </Card>
  );
}

function Holders({ kind, onClose }: { kind?: LicenceKind; onClose(): void }) {
  const { t, name, instant } = useI18n();
  const accounts = useNames('AccountId');
  const holders = useStaffRows('holders', { path: { kind: kind ?? 'partner' } }, !!kind);
  const label = kind && name(kind === 'partner' ? 'licence_partner' : kind);
  return (
    <Modal
      opened={!!kind}
      onClose={onClose}
      title={label && t('licences.holdersOf', { kind: label })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('form.close'), size: 44 }}
    >
      <Told of={holders}>
        {({ rows }) =>
          rows.length ? (
            <Table.ScrollContainer minWidth={420} type="native" tabIndex={0}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{name('user_name')}</Table.Th>
                    <Table.Th>{name('account')}</Table.Th>
                    <Table.Th>{name('since')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((holder) => (
                    <Table.Tr key={holder.partner_user}>
                      <Table.Th scope="row" fw={500}>
                        <Anchor
                          className="target"
                          renderRoot={(props) => (
                            <Link
                              to="/partners/$id"
                              params={{ id: holder.partner_user }}
                              {...props}
                            />
                          )}
                        >
                          {holder.user_name ?? holder.partner_user}
                        </Anchor>
                      </Table.Th>
                      <Table.Td>{accounts(holder.account)}</Table.Td>
                      <Table.Td>{instant(holder.since)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          ) : (
            <Empty title={t('licences.nobody')}>{t('licences.nobodyWhy')}</Empty>
          )
        }
      </Told>
    </Modal>
  );
}
