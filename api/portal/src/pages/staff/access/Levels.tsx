import { Button, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LevelScope } from '../../../api/client';
import { useNames } from '../../../ui/names';
import { useStaffRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';
import { PERMISSIONS, USUAL, whole } from './permissions';

export type Level = RowOf<'access_levels'>;

/** What participants of projects may see and do: levels beside each other, permission by permission. */
export default function Levels() {
  const { t } = useI18n();
  const mayChange = holds(useMe(), 'administrator');
  const levels = useStaffRows('access_levels');
  const create = mayChange && (
    <Button renderRoot={(props) => <Link to="/access-levels/new" {...props} />}>
      {t('levels.create')}
    </Button>
  );
  return (
    <Page title={t('levels.title')} lead={t('levels.lead')} actions={create}>
      <Told of={levels}>
        {({ rows }) =>
          rows.length ? (
            <>
              <Compared levels={rows} mayChange={mayChange} />
              <Defaults levels={rows} mayChange={mayChange} />
            </>
          ) : (
            <Empty title={t('levels.empty')}>{t('levels.emptyWhy')}</Empty>
          )
        }
      </Told>
    </Page>
  );
}

interface PartProps {
  levels: Level[];
  mayChange: boolean;
}

function Compared({ levels, mayChange }: PartProps) {
  const { t, name } = useI18n();
  return (
    <Table.ScrollContainer minWidth={390 + levels.length * 150} type="native" tabIndex={0}>
      <Table captionSide="top" stickyHeader verticalSpacing={6}>
        <Table.Caption>{t('levels.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('levels.permission')}</Table.Th>
            <Table.Th>{t('levels.usual')}</Table.Th>
            {levels.map(({ id, name: called }) => (
              <Table.Th key={id}>
                {mayChange ? (
                  <Link to="/access-levels/$id" params={{ id }} className="target">
                    {called}
                  </Link>
                ) : (
                  called
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {PERMISSIONS.map((permission) => (
            <Table.Tr key={permission}>
              <Table.Th scope="row" fw={500}>
                {name(permission)}
              </Table.Th>
              <Table.Td>{name(`may.${USUAL[permission]}`)}</Table.Td>
              {levels.map(({ id, permissions }) => (
                <Table.Td key={id}>{name(`may.${whole(permissions)[permission]}`)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Which level holds where a participant has none of his own. */
function Defaults({ levels, mayChange }: PartProps) {
  const { t } = useI18n();
  const accounts = useNames('AccountId');
  const scoped = levels.flatMap((level) => level.default_of.map((scope) => ({ level, scope })));
  const words = (scope: LevelScope) =>
    scope === 'externals'
      ? t('scope.externals')
      : 'account' in scope
        ? t('scope.account', { name: accounts(scope.account) || scope.account })
        : t('scope.role', { name: scope.project_role });
  return (
    <Section
      title={t('levels.defaults')}
      lead={t('levels.defaultsLead')}
      actions={
        mayChange && (
          <CommandButton
            label={t('levels.setDefault')}
            command="set-default-access-level"
            reasoned
            whatIf
          />
        )
      }
    >
      {scoped.some(({ scope }) => scope === 'externals') || (
        <Text size="sm">{t('levels.builtIn')}</Text>
      )}
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {scoped.map(({ level, scope }) => (
            <Table.Tr key={JSON.stringify(scope)}>
              <Table.Th scope="row" fw={500}>
                {words(scope)}
              </Table.Th>
              <Table.Td>{level.name}</Table.Td>
              {mayChange && (
                <Table.Td ta="right">
                  <AskedCommand
                    command="set-default-access-level"
                    body={{ scope, access_level: null }}
                    whatIf
                    aria-label={t('levels.takeBackNamed', { scope: words(scope) })}
                  >
                    {t('levels.takeBack')}
                  </AskedCommand>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
