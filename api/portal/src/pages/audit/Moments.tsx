import { Button, Group, Paper, Slider, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useStaffItem } from '../../api/rows';
import { useI18n } from '../../i18n';
import { InstantInput } from '../../ui/InstantInput';
import { useFirstMoment } from './reads';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Changes of access that are marked on the slider. */
const CHANGES_MAX = 200;

interface MomentsProps {
  partner: string;
  name: string;
  /** As of when; now when absent. */
  at?: string;
  onTravel(at: string | undefined): void;
}

/** The controls of the journey: whose portal, as of when, and the way to other moments. */
export function Moments({ partner, name, at, onTravel }: MomentsProps) {
  const { t, instant } = useI18n();
  const first = useFirstMoment();
  const history = useStaffItem('history', {
    path: { record: partner },
    query: { limit: CHANGES_MAX },
  });
  const [now] = useState(() => Date.now());
  /** Where the thumb is while it is drawn; only where it is let go is read. */
  const [drawn, draw] = useState<number>();
  const begin = first ? Date.parse(first) : now - HOUR_MS;
  const stands = at ? Date.parse(at) : now;
  const value = drawn ?? stands;
  const changes = [
    ...new Set((history.data?.commits ?? []).map((commit) => Date.parse(commit.at))),
  ].sort((a, b) => a - b);
  // What is less than a minute ago is now: the portal goes on by itself there.
  const go = (moment: number) =>
    onTravel(moment > now - MINUTE_MS ? undefined : new Date(moment).toISOString());
  const before = changes.findLast((moment) => moment < stands);
  const after = changes.find((moment) => moment > stands);
  return (
    <Paper
      withBorder
      p="sm"
      component="section"
      aria-label={t('travel.controls')}
      className="no-print"
    >
      <Stack gap="sm">
        <Group justify="space-between" align="start">
          <div role="status">
            <Text fw={700}>{t('travel.of', { name })}</Text>
            <Text size="sm">
              {drawn === undefined && !at
                ? t('travel.asOfNow')
                : t('travel.asOf', { when: instant(value) })}
            </Text>
          </div>
          <Group gap="xs">
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link
                  to="/audit/compare"
                  search={{ partner, ...(at && { at }) } as never}
                  {...props}
                />
              )}
            >
              {t('travel.compare')}
            </Button>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/audit/time-travel" {...props} />}
            >
              {t('travel.other')}
            </Button>
          </Group>
        </Group>
        <Slider
          thumbLabel={t('travel.slider')}
          min={begin}
          max={now}
          step={MINUTE_MS}
          value={value}
          onChange={draw}
          onChangeEnd={(moment) => {
            draw(undefined);
            go(moment);
          }}
          label={(moment) => instant(moment)}
          marks={changes.map((moment) => ({ value: moment }))}
          thumbProps={{ 'aria-valuetext': instant(value) }}
          thumbSize={28}
          py="xs"
        />
        <Group gap="xs" align="end">
          <InstantInput
            label={t('travel.moment')}
            value={at ?? ''}
            onChange={(moment) => moment && go(Date.parse(moment))}
          />
          <Button
            variant="default"
            disabled={before === undefined}
            onClick={() => before !== undefined && go(before)}
          >
            ‹ {t('travel.changeBefore')}
          </Button>
          <Button
            variant="default"
            disabled={after === undefined}
            onClick={() => after !== undefined && go(after)}
          >
            {t('travel.changeAfter')} ›
          </Button>
          <Button variant="default" disabled={!at} onClick={() => onTravel(undefined)}>
            {t('travel.now')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
