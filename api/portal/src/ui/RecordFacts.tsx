import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import { cellOf, isForPeople } from './cells';
import type { ColumnLook } from './DataTable';
import './facts.css';

interface RecordFactsProps<R> {
  of: R;
  looks?: Partial<Record<string, ColumnLook<R>>>;
  /** Fields that are shown elsewhere. */
  skip?: string[];
  zone?: string | null;
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

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
      field,
      looks[field]?.cell?.(of) ?? cellOf(field, value, i18n, zone),
    ])
    .filter(([, content]) => content !== '');
  return (
    <dl className="facts">
      {told.map(([field, content]) => (
        <div key={field}>
          <dt>{looks[field]?.label ?? i18n.name(field)}</dt>
          <dd>{content}</dd>
        </div>
      ))}
    </dl>
  );
}
