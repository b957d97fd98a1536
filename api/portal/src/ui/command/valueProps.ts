import type { ValueForm } from '../../api/forms';
import type { Choice } from './sources';

/** One value of a form, and what is told of it. */
export interface ValueProps {
  label: string;
  form: ValueForm;
  choices?: Choice[];
  hint?: string;
  required?: boolean;
  error?: string;
  value: unknown;
  onChange(value: unknown): void;
}

/** A value of one kind. */
export type Of<K extends ValueForm['kind']> = ValueProps & {
  form: Extract<ValueForm, { kind: K }>;
};
