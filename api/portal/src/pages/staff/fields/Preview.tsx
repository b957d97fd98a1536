import { Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type WhatIfBody, type Wish } from '../../../api/client';
import { useStaffRows, type Row } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { isForPeople, textOf } from '../../../ui/cells';
import { Told } from '../../../ui/Problem';
import { useLiveWhatIf, WhatIfReport } from '../../../ui/WhatIf';
import { KINDS } from './scopes';

interface PreviewProps {
  kind: string;
  wishes: Wish[];
}

/** What would become of the partners' rows, and one row of one partner before and after. */
export function Preview({ kind, wishes }: PreviewProps) {
  const answer = useLiveWhatIf(wishes);
  return (
    <div aria-live="polite">
      <Told of={answer}>
        {(told) => (
          <Stack>
            <WhatIfReport told={told} />
            <OneRow kind={kind} told={told} />
          </Stack>
        )}
      </Told>
    </div>
  );
}

type Changed = {
  view: string;
  row: Row;
  fields: { field: string; before?: unknown; after?: unknown }[];
};

/** One row as one partner reads it now, and as he would read it. */
function OneRow({ kind, told }: { kind: string; told: WhatIfBody }) {
  const { t } = useI18n();
  const partners = useStaffRows('partner_users');
  const [chosen, choose] = useState<string | null>(null);
  const view = KINDS[kind];
  const touched = told.partners.map(({ partner }) => String(partner.id));
  const partner = chosen ?? touched[0] ?? partners.data?.rows[0]?.id;
  const of = told.partners.find((diff) => String(diff.partner.id) === partner);
  const changed = (of?.changed as unknown as Changed[] | undefined)?.find((one) =>
    view ? one.view === view : one.view.replace(/s$/, '').replaceAll('-', '_') === kind,
  );
  const now = useQuery({
    queryKey: ['staff', 'first_row', partner, view],
    queryFn: ({ signal }) =>
      call('list', {
        path: { partner: partner ?? '', view: view as never },
        filters: { limit: '1' },
        signal,
      }),
    enabled: Boolean(partner && view && !changed),
    retry: false,
  });
  const [first] = (now.data?.rows as Row[] | undefined) ?? [];
  return (
    <Stack gap="xs">
      <Select
        label={t('fields.previewOf')}
        data={(partners.data?.rows ?? []).map(({ id, display_name }) => ({
          value: id,
          label: display_name,
        }))}
        value={partner ?? null}
        onChange={choose}
        allowDeselect={false}
        searchable
        maw={360}
      />
      {changed ? (
        <BeforeAfter changed={changed} />
      ) : first ? (
        <BeforeAfter changed={{ view: view ?? '', row: first, fields: [] }} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('fields.noRow')}
        </Text>
      )}
    </Stack>
  );
}

function BeforeAfter({ changed: { row, fields } }: { changed: Changed }) {
  const i18n = useI18n();
  const { t, name } = i18n;
  const { workspace_zone: zone } = useMe();
  const changes = new Map(fields.map((one) => [one.field, one]));
  const columns = [...new Set([...changes.keys(), ...Object.keys(row)])].filter(isForPeople);
  const text = (column: string, value: unknown) =>
    value === undefined ? t('value.hidden') : textOf(column, value, i18n, zone) || '–';
  return (
    <Table.ScrollContainer minWidth={360} type="native" tabIndex={0}>
      <Table captionSide="top">
        <Table.Caption>{t(fields.length ? 'fields.rowChanges' : 'fields.rowStays')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('whatIf.field')}</Table.Th>
            <Table.Th>{t('whatIf.before')}</Table.Th>
            <Table.Th>{t('whatIf.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map((column) => {
            const change = changes.get(column);
            return (
              <Table.Tr key={column}>
                <Table.Th scope="row" fw={change ? 700 : 400}>
                  {name(column)}
                </Table.Th>
                <Table.Td>{text(column, change ? change.before : row[column])}</Table.Td>
                <Table.Td fw={change ? 700 : undefined}>
                  {change && <span aria-hidden="true">≠ </span>}
                  {text(column, change ? change.after : row[column])}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
