import { Select } from '@mantine/core';
import { useStaffRows, type ListRead } from '../../api/rows';
import { useI18n } from '../../i18n';
import { ProblemAlert } from '../Problem';
import { SOURCES, toldOf } from './sources';
import type { ValueProps } from './valueProps';

/** The id of a record, chosen by what it is called. */
export function Reference({
  label,
  form,
  hint,
  required = false,
  error,
  value,
  onChange,
  source,
}: ValueProps & { source: string }) {
  const i18n = useI18n();
  const [list, ...columns] = SOURCES[source] ?? (['projects'] as [ListRead]);
  const rows = useStaffRows(list);
  if (rows.error) return <ProblemAlert error={rows.error} />;
  const data = (rows.data?.rows ?? []).map((row) => {
    const cells = row as Record<string, unknown>;
    return { value: String(cells.id), label: toldOf(cells, columns) || String(cells.id) };
  });
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={required}
      error={error}
      placeholder={i18n.t('form.choose')}
      data={data}
      value={(value as string | undefined) ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable={!required || form.nullable}
      searchable
      limit={100}
    />
  );
}
