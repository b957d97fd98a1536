import { TextInput } from '@mantine/core';
import { instantAt, wallTime } from './zoned';

interface InstantInputProps {
  label: string;
  description?: string;
  withAsterisk?: boolean;
  error?: string;
  value: string;
  onChange(value: string): void;
}

/** A moment, written as clocks of `zone` show it, or those of the browser. */
export function InstantInput({
  value,
  onChange,
  zone,
  ...rest
}: InstantInputProps & { zone?: string | null }) {
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      value={value ? wallTime(value, zone) : ''}
      onChange={(event) => {
        const { value: written } = event.currentTarget;
        onChange(written ? instantAt(written, zone) : '');
      }}
    />
  );
}
