import { Select, Table, Text } from '@mantine/core';
import type { DecidedBy, FieldAccess, FieldEntry, FieldScope } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { choicesOf, partsOf, setFor } from './scopes';

/** Nothing of its own: the wider scope decides. */
export const INHERIT = 'inherit';
export type Choice = FieldAccess | typeof INHERIT;

interface FieldTableProps {
  scope: FieldScope;
  entries: FieldEntry[];
  /** What was chosen and is not saved. */
  chosen: ReadonlyMap<string, Choice>;
  /** Absent for those who may only look. */
  onChoose?(field: string, choice: Choice | undefined): void;
}

/** Every field of a kind: what is set for the scope, and what follows. */
export function FieldTable({ scope, entries, chosen, onChoose }: FieldTableProps) {
  const { t, name } = useI18n();
  const effective = entries.some((entry) => entry.effective);
  return (
    <Table.ScrollContainer minWidth={520} type="native" tabIndex={0}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('whatIf.field')}</Table.Th>
            <Table.Th>{t('fields.access')}</Table.Th>
            <Table.Th>{t(effective ? 'fields.effective' : 'fields.usual')}</Table.Th>
            <Table.Th>{t('fields.elsewhere')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => {
            const { name: field } = partsOf(entry.field);
            const set: Choice = setFor(entry, scope) ?? INHERIT;
            const choice = chosen.get(field);
            return (
              <Table.Tr key={field} data-changed={choice !== undefined || undefined}>
                <Table.Th scope="row" fw={500}>
                  {name(field)}
                  {choice !== undefined && (
                    <Text size="xs" fw={400}>
                      {t('matrix.unsaved')}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td>
                  {onChoose ? (
                    <Select
                      aria-label={t('fields.accessTo', { field: name(field) })}
                      data={[
                        { value: INHERIT, label: t('fields.inherit') },
                        ...choicesOf(entry).map((value) => ({
                          value,
                          label: labelOf(value, entry),
                        })),
                      ]}
                      value={choice ?? set}
                      onChange={(value) =>
                        onChoose(field, value === set ? undefined : (value as Choice))
                      }
                      allowDeselect={false}
                      w={230}
                    />
                  ) : set === INHERIT ? (
                    t('fields.inherit')
                  ) : (
                    labelOf(set, entry)
                  )}
                </Table.Td>
                <Table.Td>
                  <Follows entry={entry} />
                </Table.Td>
                <Table.Td>
                  <Elsewhere entry={entry} scope={scope} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );

  function labelOf(access: FieldAccess, { coarse }: FieldEntry) {
    return access === 'coarse' && coarse
      ? t('fields.coarseAs', { form: name(`coarse_${coarse}`) })
      : name(access);
  }
}

/** What holds in the end, and what decided it. */
function Follows({ entry: { effective, usual } }: { entry: FieldEntry }) {
  const { t, name } = useI18n();
  if (!effective) return name(usual);
  const by = (decided: DecidedBy): string => {
    if (decided === 'nobody') return t('fields.byNobody');
    if (decided === 'columns') return t('fields.byColumns');
    if (decided === 'account_columns') return t('fields.byAccountColumns');
    const { setting } = decided;
    if (setting === 'externals') return t('scope.externals');
    return 'account' in setting ? t('fields.byAccount') : name(setting.partner_type);
  };
  return (
    <>
      {name(effective.access)}
      <Text size="xs" c="dimmed">
        {by(effective.by)}
        {effective.follows && ` · ${name(partsOf(effective.follows).name)}`}
      </Text>
    </>
  );
}

/** What is set for other scopes. */
function Elsewhere({ entry, scope }: { entry: FieldEntry; scope: FieldScope }) {
  const { t, n, name } = useI18n();
  const others = entry.settings.filter(
    (setting) => JSON.stringify(setting.scope) !== JSON.stringify(scope),
  );
  const firms = others.filter((one) => typeof one.scope === 'object' && 'account' in one.scope);
  const told = others
    .filter((one) => !firms.includes(one))
    .map(({ scope: of, access }) => {
      const whose = of === 'externals' ? t('scope.externals') : name(Object.values(of)[0] ?? '');
      return `${whose}: ${name(access)}`;
    });
  if (firms.length) told.push(n('fields.inFirms', firms.length));
  return <Text size="sm">{told.join('; ')}</Text>;
}
