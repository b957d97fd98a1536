import { Text } from '@mantine/core';
import './bars.css';

/** How a bar is filled; what it means is said in words beside it. */
export type Fill = 'plain' | 'second' | 'good' | 'busy' | 'alarm';

export interface Bar {
  /** Told once for bars that belong together. */
  label: string;
  /** What this bar is, where several have one label. */
  what?: string;
  value: number;
  /** The value as people read it. */
  text: string;
  fill?: Fill;
}

/** So many bars are seen without scrolling. */
const BARS_SEEN = 10;

interface BarsProps {
  /** What is compared. */
  title: string;
  bars: Bar[];
  /** The value of a whole bar; the largest one where nothing is said. */
  max?: number;
}

/** Values to be compared, as bars; every one is told in words as well. */
export function Bars({ title, bars, max }: BarsProps) {
  if (bars.length === 0) return null;
  const whole = max ?? Math.max(...bars.map(({ value }) => Math.abs(value)), 1);
  return (
    <figure className="bars">
      <figcaption>{title}</figcaption>
      {/* A long list scrolls by itself, with the keyboard, too. */}
      <ul tabIndex={bars.length > BARS_SEEN ? 0 : undefined}>
        {bars.map(({ label, what, value, text, fill = 'plain' }, at) => (
          <li key={`${label} ${what ?? ''} ${at}`}>
            <Text size="sm" span className="bars-label">
              {bars[at - 1]?.label !== label && label}
              {bars[at - 1]?.label === label && <span className="bars-again">{label}</span>}
              {what && (
                <Text size="xs" c="dimmed" span>
                  {' '}
                  {what}
                </Text>
              )}
            </Text>
            <svg aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
              <rect
                className={`bars-${fill}`}
                width={Math.min(100, (100 * Math.abs(value)) / whole)}
                height={10}
              />
            </svg>
            <Text size="sm" span className="bars-value">
              {text}
            </Text>
          </li>
        ))}
      </ul>
    </figure>
  );
}
