// What a form made of a schema asks for, and what is sent of what was filled in.
import type { FieldForm } from '../../api/forms';
import { variantName } from './variants';

export type Fields = Record<string, unknown>;

export const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || Number.isNaN(value);

/** A field of several kinds, as the one kind that is meant. */
export function ofKind(field: FieldForm, kind?: string): FieldForm {
  if (kind === undefined || field.form.kind !== 'variants') return field;
  const meant = field.form.variants.find((variant) => variantName(variant) === kind);
  return meant ? { ...field, form: meant } : field;
}

export function lacks({ required, form }: FieldForm, value: unknown): boolean {
  if (form.kind === 'record' && !isEmpty(value)) {
    return form.fields.some((field) => lacks(field, (value as Fields)[field.field]));
  }
  if (!required || form.nullable) return false;
  // A flag that nobody touched is off, and a list may be empty.
  if (form.kind === 'flag' || form.kind === 'list' || form.kind === 'constant') return false;
  return isEmpty(value);
}

/**
 * The values without what nobody filled in; what must be there and is empty is told as such, and so
 * is what stood there and was taken out.
 */
export function cleaned(fields: FieldForm[], values: Fields, initial: Fields = {}): Fields {
  const told = fields.map(({ field, form, required }): [string, unknown] => {
    const value = values[field];
    if (form.kind === 'record' && typeof value === 'object' && value !== null) {
      return [field, cleaned(form.fields, value as Fields)];
    }
    if (form.kind === 'constant') return [field, form.value];
    if (!isEmpty(value)) return [field, value];
    if (!required) return [field, form.nullable && !isEmpty(initial[field]) ? null : undefined];
    return [field, form.kind === 'flag' ? false : form.kind === 'list' ? [] : null];
  });
  return Object.fromEntries(told.filter(([, value]) => value !== undefined));
}

/** What was changed; what was there and is empty now is taken away. */
export function changed(fields: FieldForm[], told: Fields, before: Fields): Fields {
  const differs = fields.flatMap(({ field }): [string, unknown][] => {
    const now = told[field] ?? null;
    const same = JSON.stringify(now) === JSON.stringify(before[field] ?? null);
    return same ? [] : [[field, now]];
  });
  return Object.fromEntries(differs);
}
