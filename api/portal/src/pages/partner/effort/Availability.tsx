import {
  Button,
  Group,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import type { AvailabilityPeriod } from '../../../api/client';
import { useCommand } from '../../../api/commands';
import { useI18n } from '../../../i18n';
import { FormButtons } from '../../../ui/FormButtons';
import { ProblemAlert } from '../../../ui/Problem';

interface AvailabilityProps {
  periods: AvailabilityPeriod[];
  tag?: string;
  mayChange: boolean;
}

/** When somebody can work: periods with so much of the usual week, and time off. */
export function Availability({ periods, tag, mayChange }: AvailabilityProps) {
  const { t, day } = useI18n();
  const saving = useCommand('set-availability');
  const [adds, setAdds] = useState(false);
  const save = (next: AvailabilityPeriod[]) =>
    saving.mutate({ body: { periods: next }, ifMatch: tag }, { onSuccess: () => setAdds(false) });
  const told = ({ availability }: AvailabilityPeriod) =>
    availability === 'time_off'
      ? t('availability.off')
      : t('availability.percent', { percent: availability.percent });
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('availability.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t(periods.length ? 'availability.else' : 'availability.none')}
      </Text>
      {saving.error && <ProblemAlert error={saving.error} />}
      {periods.map((period, at) => (
        <Paper key={`${period.from} ${told(period)}`} withBorder p="sm">
          <Group justify="space-between">
            <div>
              <Text fw={600}>{told(period)}</Text>
              <Text size="sm" c="dimmed">
                {day(period.from)} – {day(period.until)}
              </Text>
            </div>
            {mayChange && (
              <Button
                variant="default"
                aria-label={t('availability.remove', { day: day(period.from) })}
                onClick={() => save(periods.filter((_, other) => other !== at))}
              >
                ×
              </Button>
            )}
          </Group>
        </Paper>
      ))}
      {mayChange &&
        (adds ? (
          <PeriodForm
            busy={saving.isPending}
            onCancel={() => setAdds(false)}
            onSave={(period) =>
              save([...periods, period].sort((a, b) => a.from.localeCompare(b.from)))
            }
          />
        ) : (
          <Group>
            <Button variant="default" onClick={() => setAdds(true)}>
              {t('availability.add')}
            </Button>
          </Group>
        ))}
    </Stack>
  );
}

interface PeriodFormProps {
  busy: boolean;
  onSave(period: AvailabilityPeriod): void;
  onCancel(): void;
}

function PeriodForm({ busy, onSave, onCancel }: PeriodFormProps) {
  const { t, name } = useI18n();
  const [kind, setKind] = useState('time_off');
  const [percent, setPercent] = useState(50);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  return (
    <Paper withBorder p="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const availability = kind === 'time_off' ? ('time_off' as const) : { percent };
          onSave({ from, until, availability });
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label={t('form.kind')}
              data={[
                { value: 'time_off', label: t('availability.off') },
                { value: 'percent', label: t('availability.part') },
              ]}
              value={kind}
              onChange={(value) => setKind(value ?? kind)}
              allowDeselect={false}
            />
            {kind === 'percent' && (
              <NumberInput
                label={name('percent')}
                suffix=" %"
                min={0}
                max={100}
                value={percent}
                onChange={(value) => setPercent(Number(value))}
              />
            )}
            <TextInput
              label={name('from')}
              type="date"
              required
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              label={name('until')}
              type="date"
              required
              min={from}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </SimpleGrid>
          <FormButtons busy={busy} disabled={!from || !until} onCancel={onCancel} />
        </Stack>
      </form>
    </Paper>
  );
}
