import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import { cellOf } from './cells';
import './facts.css';

interface FactsProps {
  record: object;
  /** The fields to tell; those that the record does not have are left out. */
  fields: readonly string[];
  zone?: string | null;
  /** How a field is shown where its value does not say it. */
  looks?: Partial<Record<string, ReactNode>>;
  /** Leaves out what is empty as well, such as what only other kinds have. */
  brief?: boolean;
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** What is said of a record, field by field. What is hidden is absent, and so not told. */
export function Facts({ record, fields, zone, looks = {}, brief = false }: FactsProps) {
  const i18n = useI18n();
  const values = record as Record<string, unknown>;
  const told = fields.filter(
    (field) => field in looks || (field in values && !(brief && isNothing(values[field]))),
  );
  if (!told.length) return null;
  return (
    <dl className="facts">
      {told.map((field) => (
        <div key={field}>
          <dt>{i18n.name(field)}</dt>
          <dd>
            {looks[field] ??
              (isNothing(values[field])
                ? i18n.t('value.none')
                : cellOf(field, values[field], i18n, zone))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A longer text under its name, with its lines as they were written. */
export function Passage({ field, text }: { field: string; text: unknown }) {
  const { name } = useI18n();
  if (typeof text !== 'string' || text === '') return null;
  return (
    <dl className="passage">
      <dt>{name(field)}</dt>
      <dd>{text}</dd>
    </dl>
  );
}
