import { Paper, Stack, Text, Title } from '@mantine/core';
import { usePortalRows, type RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Told } from '../../../../ui/Problem';
import { textOrNothing } from '../../../../ui/shown';
import { StatusBadge, toneOf } from '../../../../ui/StatusBadge';
import './health.css';

type Judgement = RowOf<'project_health'>;

/** How a project was judged over time: as a band, and in words, the newest first. */
export function Health({ project }: { project: string }) {
  const { t } = useI18n();
  const health = usePortalRows('project_health', { path: { id: project } });
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2} size="h4">
          {t('project.health')}
        </Title>
        <Told of={health}>
          {({ rows }) =>
            rows.length ? (
              <>
                <Band judgements={rows} />
                <ol className="health-list">
                  {[...rows].reverse().map((row) => (
                    <Judged key={row.number} row={row} />
                  ))}
                </ol>
              </>
            ) : (
              <Text c="dimmed">{t('project.healthNone')}</Text>
            )
          }
        </Told>
      </Stack>
    </Paper>
  );
}

function Judged({ row }: { row: Judgement }) {
  const { t, instant } = useI18n();
  const reason = textOrNothing(row.health_reason);
  return (
    <li>
      {row.health && <StatusBadge status={row.health} />}{' '}
      <Text span size="sm" c="dimmed">
        {t('project.healthSince', { when: instant(row.at) })}
      </Text>
      {reason && <Text size="sm">{reason}</Text>}
    </li>
  );
}

/** No stretch is drawn narrower than this part of the band, so that each can be seen. */
const PART_MIN = 0.06;

/** From the first judgement until now; the list below says the same in words. */
function Band({ judgements }: { judgements: Judgement[] }) {
  const starts = judgements.map(({ at }) => Date.parse(at));
  const now = Date.now();
  const whole = Math.max(1, now - (starts[0] ?? now));
  return (
    <div className="health-band" aria-hidden="true">
      {judgements.map(({ number, health }, at) => {
        const part = ((starts[at + 1] ?? now) - (starts[at] ?? now)) / whole;
        return (
          <div
            key={number}
            className={`status-${toneOf(String(health))}`}
            style={{ flexGrow: Math.max(PART_MIN, part) }}
          />
        );
      })}
    </div>
  );
}
