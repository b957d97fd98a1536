import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import { cellOf, isForPeople } from './cells';
import type { ColumnLook } from './DataTable';
import './facts.css';

interface FactListProps {
  /** What it is called, and what it is; nothing is shown of what is not there. */
  facts: [name: string, value: ReactNode][];
}

/** What is known of something, as a list of names and values. */
export function FactList({ facts }: FactListProps) {
  const there = facts.filter(
    ([, value]) => value !== undefined && value !== null && value !== '' && value !== false,
  );
  if (!there.length) return null;
  return (
    <dl className="facts">
      {there.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

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
  const valueOf = (field: string) =>
    looks[field] ??
    (isNothing(values[field]) ? i18n.t('value.none') : cellOf(field, values[field], i18n, zone));
  return <FactList facts={told.map((field) => [i18n.name(field), valueOf(field)])} />;
}

interface RecordFactsProps<R> {
  of: R;
  looks?: Partial<Record<string, ColumnLook<R>>>;
  /** Fields that are shown elsewhere. */
  skip?: string[];
  zone?: string | null;
}

/** Everything that is known of one record, field by field; what is not there is not named. */
export function RecordFacts<R extends object>({
  of,
  looks = {},
  skip = [],
  zone,
}: RecordFactsProps<R>) {
  const i18n = useI18n();
  const told = Object.entries(of)
    .filter(([field, value]) => !isNothing(value) && !skip.includes(field))
    .filter(([field]) => isForPeople(field) || looks[field])
    .map(([field, value]): [string, ReactNode] => [
      looks[field]?.label ?? i18n.name(field),
      looks[field]?.cell?.(of) ?? cellOf(field, value, i18n, zone),
    ]);
  return <FactList facts={told} />;
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
