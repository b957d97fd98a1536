import { MultiSelect, Select } from '@mantine/core';
import { useI18n } from '../../i18n';
import type { Choice } from './sources';
import type { ValueProps } from './valueProps';

/** So many words are seen at once; more are searched. */
const FEW = 8;

/** One of some given things, or several of them. */
export function ChoiceValue(props: ValueProps & { choices: Choice[] }) {
  const { label, form, hint, required = false, error, value, onChange, choices } = props;
  const { t } = useI18n();
  const common = { label, description: hint, withAsterisk: required, error, data: choices };
  if (form.kind === 'list') {
    const told = (value as string[] | undefined) ?? [];
    return <MultiSelect {...common} value={told} onChange={onChange} searchable />;
  }
  return (
    <Select
      {...common}
      placeholder={t('form.choose')}
      value={(value as string | undefined) ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable={!required}
      searchable={form.kind !== 'choice' || choices.length > FEW}
    />
  );
}
