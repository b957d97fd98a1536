import type { ReactNode } from 'react';
import type { I18n } from '../i18n';
import { hasLooks, StatusBadge } from './StatusBadge';

const INSTANT = /^\d{4}-\d\d-\d\dT/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MINUTES = /(^|_)minutes$/;
const HOURS = /(^|_)hours$/;
const PERCENT = /(^|_)percent$/;
/** Columns that hold a state. */
const STATES = /(^|_)(status|state|health)$/;

/** Columns that hold a word of the API. */
const WORDS = /^(kind|audience|delivery|billable|band|priority|validated|unless|by|modules|roles)$/;

/** Ids and revisions are for programs: people see names. */
export const isForPeople = (column: string) =>
  !['id', 'revision'].includes(column) && !/_ids?$/.test(column);

export function duration(minutes: number, { t }: I18n): string {
  return t('value.minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Something with an amount and its currency. */
export function isMoney(value: unknown): value is { amount: string | number; currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

/** When something is planned. */
const isSlot = (value: unknown): value is { start: string; end: string } =>
  typeof value === 'object' && value !== null && 'start' in value && 'end' in value;

/** A cell as people read it; `zone` is that in which moments of this list are planned. */
export function textOf(column: string, value: unknown, i18n: I18n, zone?: string | null): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return i18n.t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'number') {
    if (MINUTES.test(column)) return duration(value, i18n);
    if (HOURS.test(column)) return i18n.t('value.hours', { hours: value });
    if (PERCENT.test(column)) return `${i18n.number(value)} %`;
    return i18n.number(value);
  }
  if (typeof value === 'string') {
    if (ID.test(value)) return '';
    if (INSTANT.test(value)) return i18n.instant(value, zone);
    if (DAY.test(value)) return i18n.day(value);
    if (STATES.test(column) || WORDS.test(column)) return i18n.name(value);
    // Words of the API are lower case with underscores; everything else was written by somebody.
    return /^[a-z]+(_[a-z]+)+$/.test(value) ? i18n.name(value) : value;
  }
  if (isMoney(value)) return i18n.money(Number(value.amount), value.currency);
  if (Array.isArray(value)) {
    if (value.length && value.every((one) => ID.test(String(one)))) {
      return i18n.number(value.length);
    }
    return value.map((one) => textOf(column, one, i18n, zone)).join(', ');
  }
  if (isSlot(value)) {
    return `${i18n.instant(value.start, zone)} – ${i18n.instant(value.end, zone)}`;
  }
  const entries = Object.entries(value as object);
  const told = entries.find(([name]) => ['name', 'title', 'label', 'module'].includes(name));
  if (told) return textOf(column, told[1], i18n, zone);
  return entries
    .filter(([name, part]) => isForPeople(name) && part !== null && !ID.test(String(part)))
    .map(([name, part]) => `${i18n.name(name)}: ${textOf(name, part, i18n, zone)}`)
    .join(', ');
}

/** A cell as it is shown. */
export function cellOf(
  column: string,
  value: unknown,
  i18n: I18n,
  zone?: string | null,
): ReactNode {
  if (STATES.test(column) && hasLooks(value)) return <StatusBadge status={value} />;
  const text = textOf(column, value, i18n, zone);
  if (typeof value === 'string' && (INSTANT.test(value) || DAY.test(value))) {
    return <time dateTime={value}>{text}</time>;
  }
  return text;
}

/** By what a cell is sorted: numbers as numbers, moments as moments, words without case. */
export function sortOf(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (isMoney(value)) return Number(value.amount);
  if (Array.isArray(value)) return value.length;
  return String(value ?? '').toLowerCase();
}

/** Numbers stand to the right. */
export const isNumeric = (value: unknown) => typeof value === 'number' || isMoney(value);
