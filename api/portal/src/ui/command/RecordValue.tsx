import { Checkbox, Fieldset, Stack } from '@mantine/core';
import { useI18n } from '../../i18n';
import { isEmpty, lacks, type Fields } from './filling';
import { Value } from './Value';
import type { Of } from './valueProps';

/** Values that belong together. */
export function RecordValue({ label, form, error, value, onChange }: Of<'record'>) {
  const { t, name, locale } = useI18n();
  const told = (value ?? undefined) as Fields | undefined;
  const [inner, ...others] = form.fields;
  // A record of nothing but a record, such as `{"risk": {..}}`, is shown as what is in it.
  if (inner?.form.kind === 'record' && !others.length && !form.nullable) {
    return (
      <Value
        label={name(inner.field)}
        form={inner.form}
        error={error}
        value={told?.[inner.field]}
        onChange={(next) => onChange({ [inner.field]: next })}
      />
    );
  }
  return (
    <Fieldset legend={label}>
      <Stack gap="xs">
        {form.nullable && (
          <Checkbox
            label={t('value.none')}
            checked={isEmpty(value)}
            onChange={(event) => onChange(event.currentTarget.checked ? null : {})}
          />
        )}
        {(!form.nullable || !isEmpty(value)) &&
          form.fields.map((field) => (
            <Value
              key={field.field}
              label={name(field.field)}
              hint={locale === 'en' ? field.hint : undefined}
              form={field.form}
              required={field.required && !field.form.nullable}
              error={error && lacks(field, told?.[field.field]) ? error : undefined}
              value={told?.[field.field]}
              onChange={(next) => onChange({ ...told, [field.field]: next })}
            />
          ))}
      </Stack>
    </Fieldset>
  );
}
