import { NumberInput, Switch } from '@mantine/core';
import { useI18n } from '../../i18n';
import { GradeValue } from '../GradeValue';
import { ChoiceValue } from './ChoiceValue';
import { ListValue } from './ListValue';
import { RecordValue } from './RecordValue';
import { Reference } from './Reference';
import { SOURCES } from './sources';
import { TextValue } from './TextValue';
import type { ValueProps } from './valueProps';
import { VariantValue } from './VariantValue';

/** One value, whatever its kind. */
export function Value(props: ValueProps) {
  const { label, form, hint, required, error, value, onChange } = props;
  const { name } = useI18n();
  const named = (words: string[]) => words.map((word) => ({ value: word, label: name(word) }));
  if (props.choices) return <ChoiceValue {...props} choices={props.choices} />;
  if (form.name && SOURCES[form.name]) return <Reference {...props} source={form.name} />;
  if (form.name === 'Grade') return <GradeValue {...props} />;
  switch (form.kind) {
    case 'constant':
      return null;
    case 'flag':
      return (
        <Switch
          label={label}
          description={hint}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          label={label}
          description={hint}
          withAsterisk={required}
          error={error}
          min={form.minimum}
          max={form.maximum}
          allowDecimal={form.type === 'number'}
          value={(value as number | undefined) ?? ''}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      );
    case 'text':
      return <TextValue {...props} form={form} />;
    case 'choice':
      return <ChoiceValue {...props} choices={named(form.choices)} />;
    case 'record':
      return <RecordValue {...props} form={form} />;
    case 'list':
      if (form.of.kind === 'choice') {
        return <ChoiceValue {...props} choices={named(form.of.choices)} />;
      }
      return <ListValue {...props} form={form} />;
    case 'variants':
      return <VariantValue {...props} form={form} />;
  }
}
