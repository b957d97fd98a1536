import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useI18n } from '../../../i18n';
import type { NewsKind } from '../../../news';

/** What happened to a row, as a sign beside the word. */
const GLYPHS: Record<NewsKind, string> = { new: '+', moved: '→', changed: '△', withdrawn: '×' };

interface NewsEntryProps {
  kind: NewsKind;
  title: string;
  /** Where the row is opened; absent where it cannot be. */
  place?: { to: string; search?: object };
  /** What is said below the title. */
  children?: ReactNode;
  /** What stands at the end of the line. */
  end?: ReactNode;
}

/** A row that came, went or is told otherwise: a line in a list of news. */
export function NewsEntry({ kind, title, place, children, end }: NewsEntryProps) {
  const { t } = useI18n();
  return (
    <li>
      <span aria-hidden="true">{GLYPHS[kind]}</span>
      <Text size="sm" fw={600} miw={96}>
        {t(`start.news.${kind}`)}
      </Text>
      <span className="grows">
        {place ? (
          <Link to={place.to} search={place.search as never}>
            {title}
          </Link>
        ) : (
          <Text fw={600}>{title}</Text>
        )}
        {children}
      </span>
      {end}
    </li>
  );
}
