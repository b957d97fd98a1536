import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Value } from './Value';
import type { Of } from './valueProps';
import { begunOf, kindOf, optionOf, optionsOf, variantName } from './variants';

/** Which of several kinds a value is, and then the value. */
export function VariantValue(props: Of<'variants'>) {
  const { label, form, hint, required, error, value, onChange } = props;
  const { t, name } = useI18n();
  const [option, setOption] = useState(() => optionOf(form.variants, value));
  const kind = kindOf(form.variants, option);
  return (
    <Stack gap="xs">
      <Select
        label={label}
        description={hint}
        withAsterisk={required}
        error={error}
        placeholder={t('form.choose')}
        data={optionsOf(form.variants).map((one) => ({ ...one, label: name(one.name) }))}
        value={option}
        onChange={(next) => {
          setOption(next);
          onChange(begunOf(form.variants, next));
        }}
        clearable={!required}
      />
      {kind && (
        <Value label={name(variantName(kind))} form={kind} value={value} onChange={onChange} />
      )}
    </Stack>
  );
}
