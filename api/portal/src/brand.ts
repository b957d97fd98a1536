import { createTheme, type MantineColorsTuple } from '@mantine/core';

type Channels = [number, number, number];

const channels = (colour: string) =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as Channels;
const hex = (colour: number[]) =>
  `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

function mix(colour: string, other: string, part: number): string {
  const [from, to] = [channels(colour), channels(other)];
  return hex(from.map((value, i) => value * (1 - part) + to[i]! * part));
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, from 1 to 21, WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** White text on the host's colour has at least this contrast; WCAG asks for 4.5. */
export const CONTRAST_MIN = 4.8;
const WHITE = '#ffffff';
const BLACK = '#000000';
/** The colour of a host that chose none. */
export const USUAL_COLOUR = '#0b6e4f';

/** The host's colour, made darker until white text on it can be read. */
export function readable(colour: string): string {
  let shade = colour;
  while (contrast(shade, WHITE) < CONTRAST_MIN) shade = mix(shade, BLACK, 0.06);
  return shade;
}

/** The host's one colour becomes the ten shades of a theme. */
export function shadesOf(colour: string): MantineColorsTuple {
  const base = readable(colour);
  const lighter = [0.94, 0.86, 0.74, 0.6, 0.42, 0.2].map((part) => mix(base, WHITE, part));
  const darker = [0.14, 0.28, 0.42].map((part) => mix(base, BLACK, part));
  return [...lighter, base, ...darker] as unknown as MantineColorsTuple;
}

/** The theme of the portal in the host's colour. */
export function themeOf(colour: string) {
  return createTheme({
    primaryColor: 'brand',
    primaryShade: { light: 6, dark: 7 },
    colors: { brand: shadesOf(colour) },
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    defaultRadius: 'sm',
    cursorType: 'pointer',
  });
}
