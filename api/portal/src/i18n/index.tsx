import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import * as de from './de';
import * as en from './en';

/** The languages, and every text in each; a text that one of them lacks does not compile. */
const TEXTS = { en: en.texts, de: de.texts };
const NAMES = { en: en.names, de: de.names };
const PROBLEMS = { en: en.problemNames, de: de.problemNames };
const REGIONS = { en: 'en-GB', de: 'de-DE' };
const KEPT = 'loggia.locale';

export type Locale = keyof typeof TEXTS;
export type TextKey = keyof typeof en.texts;
type Counted<K> = K extends `${infer Base}.other` ? Base : never;
type Values = Record<string, string | number>;

/** `planned_start` as people read it: "Planned start". */
export function plain(name: string): string {
  const words = name.replaceAll(/[_-]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function make(locale: Locale) {
  const texts: Record<TextKey, string> = TEXTS[locale];
  const names: Record<string, string> = NAMES[locale];
  const rules = new Intl.PluralRules(locale);
  const region = REGIONS[locale];
  const number = new Intl.NumberFormat(region);
  const fill = (text: string, values: Values = {}) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? number.format(value) : value;
    });
  const formats = new Map<string, Intl.DateTimeFormat>();
  const format = (zone: string | null | undefined, options: Intl.DateTimeFormatOptions) => {
    const name = `${zone} ${JSON.stringify(options)}`;
    const known = formats.get(name);
    if (known) return known;
    const made = new Intl.DateTimeFormat(region, { ...options, timeZone: zone ?? undefined });
    formats.set(name, made);
    return made;
  };
  return {
    locale,
    region,
    /** A text. */
    t: (key: TextKey, values?: Values) => fill(texts[key], values),
    /** A text with a count, in the right plural. */
    n: (key: Counted<TextKey>, count: number, values?: Values) => {
      const form = rules.select(count) === 'one' ? 'one' : 'other';
      return fill(texts[`${key}.${form}` as TextKey], { count, ...values });
    },
    /** The name of a column, field, status, role or anything else that the API names. */
    name: (told: string) => names[told] ?? plain(told),
    /** The words for the code of a problem; where there are none, those of the server serve. */
    problem: (code: string): string | undefined => PROBLEMS[locale][code],
    number: (value: number) => number.format(value),
    money: (value: number, currency: string) =>
      new Intl.NumberFormat(region, { style: 'currency', currency }).format(value),
    percent: (value: number) =>
      new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 1 }).format(value),
    /** A moment, in `zone` or that of the browser. */
    instant: (value: string | number | Date, zone?: string | null) =>
      format(zone, {
        weekday: 'short',
        day: '2-digit',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(value)),
    time: (value: string | number | Date, zone?: string | null) =>
      format(zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(value)),
    /** A day without a time: the same in every zone. */
    day: (value: string) =>
      format('UTC', {
        weekday: 'short',
        day: '2-digit',
        month: 'short',
        year: 'numeric',
      }).format(new Date(`${value}T00:00:00Z`)),
    /** Any other way to write a moment. */
    format,
  };
}

export type I18n = ReturnType<typeof make> & { set(locale: Locale): void };
const Context = createContext<I18n | null>(null);

const first = (): Locale => {
  const kept = localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);
  return kept === 'de' ? 'de' : 'en';
};

export function I18nProvider({ children }: { children: ReactNode }) {
  const [locale, set] = useState(first);
  useEffect(() => {
    document.documentElement.lang = locale;
    localStorage.setItem(KEPT, locale);
  }, [locale]);
  const value = useMemo(() => ({ ...make(locale), set }), [locale]);
  return <Context value={value}>{children}</Context>;
}

export function useI18n(): I18n {
  const i18n = use(Context);
  if (!i18n) throw new Error('texts are there only below I18nProvider');
  return i18n;
}
