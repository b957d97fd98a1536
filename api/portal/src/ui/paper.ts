// What a page looks like on paper.
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const SCHEME = 'data-mantine-color-scheme';

let paper = false;
let onScreen: string | null = null;
const readers = new Set<() => void>();
const turn = (next: boolean) => {
  paper = next;
  // The browser takes the page as it is when this returns.
  flushSync(() => readers.forEach((reader) => reader()));
};
addEventListener('beforeprint', () => {
  // Paper is white, whatever the screen is.
  const { documentElement: page } = document;
  onScreen = page.getAttribute(SCHEME);
  page.setAttribute(SCHEME, 'light');
  turn(true);
});
addEventListener('afterprint', () => {
  if (onScreen) document.documentElement.setAttribute(SCHEME, onScreen);
  turn(false);
});

/** Whether the page is being printed. */
export const usePaper = () =>
  useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => paper,
  );
