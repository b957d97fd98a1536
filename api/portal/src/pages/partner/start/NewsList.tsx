import { Button, Text } from '@mantine/core';
import { useI18n } from '../../../i18n';
import { forgetNews, useNews, type News } from '../../../news';
import { useMe } from '../../../session';
import { whenOf } from './Next';
import { NewsEntry } from './NewsEntry';
import { Part } from './parts';
import { calledOf, placeOf } from './places';

/** What changed since this tab was opened, told as it happens. */
export function NewsList() {
  const { t } = useI18n();
  const news = useNews();
  return (
    <Part
      title={t('start.news')}
      actions={
        news.length > 0 && (
          <Button variant="subtle" size="compact-md" onClick={forgetNews}>
            {t('start.newsRead')}
          </Button>
        )
      }
    >
      <div aria-live="polite" aria-relevant="additions">
        {news.length ? (
          <ul className="entries">
            {news.map((one) => (
              <Entry key={`${one.view} ${one.id}`} of={one} />
            ))}
          </ul>
        ) : (
          <Text c="dimmed">{t('start.noNews')}</Text>
        )}
      </div>
    </Part>
  );
}

function Entry({ of }: { of: News }) {
  const { name, time } = useI18n();
  const row = of.row ?? of.before ?? undefined;
  return (
    <NewsEntry
      kind={of.kind}
      title={(row && calledOf(row)) ?? name(of.view)}
      place={of.row && placeOf(of.view, of.id)}
      end={<time dateTime={new Date(of.at).toISOString()}>{time(of.at)}</time>}
    >
      <What of={of} />
    </NewsEntry>
  );
}

/** What is otherwise than before, in one line. */
function What({ of: { kind, row, before } }: { of: News }) {
  const i18n = useI18n();
  const { workspace_zone: zone } = useMe();
  const { t, name } = i18n;
  const place = (of: typeof row) => [of?.resource, of && whenOf(of, i18n, zone)].filter(Boolean);
  const told =
    kind === 'withdrawn'
      ? t('start.notYours')
      : kind === 'moved' && before
        ? t('start.fromTo', { from: place(before).join(', '), to: place(row).join(', ') })
        : kind === 'changed' && typeof row?.status === 'string'
          ? name(row.status)
          : place(row).join(', ');
  return told ? (
    <Text size="sm" c="dimmed">
      {told}
    </Text>
  ) : null;
}
