// Values that are one of several kinds: which one is chosen is told by the place of its kind, and by
// the word where the kind is a list of words: `0:`, `1:weekly`.
import type { FieldForm, ValueForm } from '../../api/forms';

/** What a kind is called: its word, its mark, or its first field. */
export function variantName(form: ValueForm): string {
  if (form.kind === 'constant') return form.value;
  if (form.kind === 'choice') return form.choices.join('|');
  if (form.kind !== 'record') return form.kind;
  const [mark] = Object.values(constantsOf(form.fields));
  return mark ?? form.fields[0]?.field ?? '';
}

/** The fields of a record that have one value only, such as the mark of its kind. */
function constantsOf(fields: FieldForm[]): Record<string, string> {
  const constants = fields.flatMap(({ field, form }) =>
    form.kind === 'constant' ? [[field, form.value] as const] : [],
  );
  return Object.fromEntries(constants);
}

/** All that can be chosen, with the name of each. */
export const optionsOf = (variants: ValueForm[]): { value: string; name: string }[] =>
  variants.flatMap((variant, at) =>
    variant.kind === 'choice'
      ? variant.choices.map((word) => ({ value: `${at}:${word}`, name: word }))
      : [{ value: `${at}:`, name: variantName(variant) }],
  );

/** Which option a value is; `null` when it is none yet. */
export function optionOf(variants: ValueForm[], value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const at = variants.findIndex((variant) => isOf(variant, value));
  if (at < 0) return null;
  return `${at}:${variants[at]?.kind === 'choice' ? String(value) : ''}`;
}

function isOf(variant: ValueForm, value: unknown): boolean {
  switch (variant.kind) {
    case 'choice':
      return variant.choices.includes(value as string);
    case 'constant':
      return variant.value === value;
    case 'record':
      return typeof value === 'object' && value !== null && isRecordOf(variant.fields, value);
    default:
      return true;
  }
}

const isRecordOf = (fields: FieldForm[], value: object) =>
  fields.every(({ field, required, form }) => {
    if (!(field in value)) return !required;
    return form.kind !== 'constant' || form.value === value[field as keyof typeof value];
  });

/** The kind of an option, where more is asked than the option itself. */
export function kindOf(variants: ValueForm[], option: string | null): ValueForm | undefined {
  const variant = option === null ? undefined : variants[Number(option.split(':')[0])];
  return variant?.kind === 'choice' || variant?.kind === 'constant' ? undefined : variant;
}

/** The value as soon as an option is chosen, before more is filled in. */
export function begunOf(variants: ValueForm[], option: string | null): unknown {
  const [at, word] = option?.split(':') ?? [];
  const variant = at === undefined ? undefined : variants[Number(at)];
  if (variant?.kind === 'choice') return word;
  if (variant?.kind === 'constant') return variant.value;
  if (variant?.kind === 'record') return constantsOf(variant.fields);
  return undefined;
}
