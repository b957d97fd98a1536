import { Autocomplete, Code, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useI18n } from '../../../i18n';
import { FIELDS, type MappedKind } from './kinds';
import { headerOf, mappingOf, type Picked } from './mapping';

const PATTERNS = {
  times: ['%Y-%m-%d %H:%M', '%Y-%m-%dT%H:%M:%S', '%Y/%m/%d %H:%M:%S.%f', '%d.%m.%Y %H:%M'],
  days: ['%Y-%m-%d', '%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y'],
};
const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le'];
const STATUSES = {
  timesheets: ['draft', 'submitted', 'approved'],
  expenses: ['draft', 'submitted', 'approved', 'paid'],
};

interface ColumnPickerProps {
  kind: MappedKind;
  file: File | undefined;
  picked: Picked;
  onChange(picked: Picked): void;
}

/** Says which column of a file is what; of it a mapping is made. */
export function ColumnPicker({ kind, file, picked, onChange }: ColumnPickerProps) {
  const { t, name } = useI18n();
  const headers = useHeaders({ kind, file, picked, onChange });
  const { needed, possible } = FIELDS[kind];
  const set = (change: Partial<Picked>) => onChange({ ...picked, ...change });
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <Autocomplete
          label={t('import.encoding')}
          data={ENCODINGS}
          value={picked.encoding}
          onChange={(encoding) => set({ encoding })}
        />
        <Autocomplete
          label={t('import.pattern')}
          data={kind === 'production' ? PATTERNS.times : PATTERNS.days}
          value={picked.pattern}
          onChange={(pattern) => set({ pattern })}
        />
        <Select
          label={t('import.decimal')}
          data={['.', ',']}
          value={picked.decimal}
          onChange={(decimal) => set({ decimal: decimal ?? '.' })}
          allowDeselect={false}
        />
        {kind === 'production' ? (
          <TextInput
            label={t('import.zone')}
            value={picked.zone}
            onChange={(event) => set({ zone: event.currentTarget.value })}
          />
        ) : (
          <Select
            label={t('import.status')}
            data={STATUSES[kind].map((value) => ({ value, label: name(value) }))}
            value={picked.status}
            onChange={(status) => set({ status: status ?? 'draft' })}
            allowDeselect={false}
          />
        )}
      </SimpleGrid>
      <Text c="dimmed">{t(headers.length ? 'import.pick' : 'import.type')}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        {[...needed, ...possible].map((field) => (
          <Autocomplete
            key={field}
            label={name(field)}
            withAsterisk={needed.includes(field) && !(field === 'currency' && picked.currency)}
            data={headers}
            value={picked.columns[field] ?? ''}
            onChange={(header) => set({ columns: { ...picked.columns, [field]: header } })}
          />
        ))}
        {kind === 'expenses' && (
          <TextInput
            label={t('import.currency')}
            value={picked.currency}
            maxLength={3}
            onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
          />
        )}
      </SimpleGrid>
      <details>
        <summary>{t('import.asToml')}</summary>
        <Code block>{mappingOf(kind, picked)}</Code>
      </details>
    </Stack>
  );
}

/** The headers of the file, with the columns that are called like a field already picked. */
function useHeaders({ kind, file, picked, onChange }: ColumnPickerProps): string[] {
  const { name } = useI18n();
  const [headers, setHeaders] = useState<string[]>([]);
  const { encoding } = picked;
  useEffect(() => {
    let gone = false;
    setHeaders([]);
    if (!file) return;
    void headerOf(file, encoding)
      .catch(() => undefined)
      .then((told) => {
        if (gone) return;
        if (!told) return onChange({ ...picked, format: 'xlsx' });
        setHeaders([...new Set(told.headers)]);
        const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
        const { needed, possible } = FIELDS[kind];
        const guessed = Object.fromEntries(
          [...needed, ...possible].flatMap((field) => {
            const header = told.headers.find((one) =>
              [plain(field), plain(name(field))].includes(plain(one)),
            );
            return header ? [[field, header]] : [];
          }),
        );
        const columns = { ...guessed, ...picked.columns };
        onChange({ ...picked, format: 'csv', delimiter: told.delimiter, columns });
      });
    return () => {
      gone = true;
    };
    // Only another file has another header; what is picked meanwhile stays.
  }, [file, encoding, kind]);
  return headers;
}
