import { Textarea, TextInput } from '@mantine/core';
import { InstantInput } from '../InstantInput';
import type { Of } from './valueProps';

/** Texts of this length and more are written in several lines. */
const LONG_TEXT_CHARS = 500;

export function TextValue({ label, form, hint, required, error, value, onChange }: Of<'text'>) {
  const text = (value as string | undefined) ?? '';
  const common = { label, description: hint, withAsterisk: required, error, value: text };
  const set = (next: string) => onChange(next === '' ? undefined : next);
  if (form.format === 'date') {
    return <TextInput {...common} type="date" onChange={(e) => set(e.currentTarget.value)} />;
  }
  if (form.format === 'date-time') {
    return <InstantInput {...common} onChange={set} />;
  }
  if ((form.maxLength ?? 0) >= LONG_TEXT_CHARS) {
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxLength={form.maxLength}
        onChange={(e) => set(e.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      type={form.format === 'email' ? 'email' : form.format === 'password' ? 'password' : 'text'}
      maxLength={form.maxLength}
      onChange={(e) => set(e.currentTarget.value)}
    />
  );
}
