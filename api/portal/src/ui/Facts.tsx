import { useI18n } from '../i18n';
import { cellOf, isForPeople } from './cells';
import './facts.css';

interface FactsProps {
  /** Values by the names that the API gives them; what is hidden is absent, and what is empty is left out. */
  of: Record<string, unknown>;
  /** The zone in which moments are planned. */
  zone?: string | null;
}

/** What is known of one record: names and values. */
export function Facts({ of, zone }: FactsProps) {
  const i18n = useI18n();
  const told = Object.entries(of).filter(
    ([name, value]) =>
      isForPeople(name) &&
      value !== null &&
      value !== undefined &&
      value !== '' &&
      !isNothing(value),
  );
  return (
    <dl className="facts">
      {told.map(([name, value]) => (
        <div key={name}>
          <dt>{i18n.name(name)}</dt>
          <dd>{cellOf(name, value, i18n, zone)}</dd>
        </div>
      ))}
    </dl>
  );
}

const isNothing = (value: unknown) => Array.isArray(value) && value.length === 0;
