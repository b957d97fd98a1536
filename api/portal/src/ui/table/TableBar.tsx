import { Button, Group, Menu, Select, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n';
import { SavedViews } from '../SavedViews';
import { useSearchState } from '../search';
import { textsIn } from './narrowed';
import type { TableModel } from './useDataTable';

interface TableBarProps<R extends { id: string }> {
  of: TableModel<R>;
  name: string;
  rows: R[];
  /** Where the list is as CSV. */
  csv?: string;
  /** What else can be done here. */
  children?: ReactNode;
}

/** Above a list: what of it is shown, and what can be done with it. */
export function TableBar<R extends { id: string }>(props: TableBarProps<R>) {
  const { of: model, name, rows, csv, children } = props;
  const i18n = useI18n();
  const { t, n } = i18n;
  const [search, setSearch] = useSearchState();
  return (
    <Group gap="xs" className="table-bar no-print">
      <TextInput
        aria-label={t('table.search')}
        placeholder={t('table.search')}
        value={search.q ?? ''}
        onChange={(event) => setSearch({ q: event.currentTarget.value })}
        type="search"
      />
      {model.filterable.map((column) => (
        <Select
          key={column}
          aria-label={t('table.filter', { column: i18n.name(column) })}
          placeholder={i18n.name(column)}
          data={textsIn(rows, column, model.textOf)}
          value={search[column] ?? null}
          onChange={(value) => setSearch({ [column]: value ?? undefined })}
          clearable
          w={140}
        />
      ))}
      <Text size="sm" role="status">
        {n('table.rows', model.shown.length)}
      </Text>
      {model.isNarrowed && (
        <Button variant="subtle" size="compact-sm" onClick={model.widen}>
          {t('table.clear')}
        </Button>
      )}
      <Group gap="xs" ml="auto">
        {children}
        <SavedViews list={name} fields={['q', 'sort', ...model.filterable]} />
        <ColumnMenu of={model} />
        {csv && (
          <Button component="a" href={csv} download variant="default">
            {t('table.csv')}
          </Button>
        )}
      </Group>
    </Group>
  );
}

/** Which columns are seen. */
function ColumnMenu<R extends { id: string }>({ of: { table } }: { of: TableModel<R> }) {
  const { t } = useI18n();
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default">{t('table.columns')}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} className="scrolls">
        {table.getAllLeafColumns().map((column) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={column.getIsVisible()}
            onChange={(visible) => column.toggleVisibility(visible)}
          >
            {column.columnDef.header as string}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
