import { Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import type { TimesheetLine } from '../../../api/client';
import { useI18n } from '../../../i18n';
import type { WeekRow } from './WeekGrid';
import { signedText, type HoursLook } from './hours';

const NOTE_CHARS_MAX = 200;

interface CellLedgerProps {
  place: WeekRow;
  day: string;
  line?: TimesheetLine;
  look: HoursLook;
  /** The note of the next entry; absent where nothing can be written. */
  note?: string;
  onNote(note: string): void;
}

/** The entries behind the cell that somebody is at: nothing that was written is ever overwritten. */
export function CellLedger({ place, day, line, look, note, onNote }: CellLedgerProps) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('week.entries', { day: i18n.day(day), what: place.title })}
        </Title>
        {line?.entries.length ? (
          <ul>
            {line.entries.map((entry, at) => (
              <li key={at}>
                <Text size="sm">
                  {signedText(entry.hours, look, i18n)} h{entry.note && ` · ${entry.note}`}
                </Text>
              </li>
            ))}
          </ul>
        ) : (
          <Text size="sm" c="dimmed">
            {t('week.noEntries')}
          </Text>
        )}
        {note !== undefined && (
          <TextInput
            label={t('week.note')}
            description={t('week.noteHint')}
            value={note}
            maxLength={NOTE_CHARS_MAX}
            onChange={(event) => onNote(event.currentTarget.value)}
            maw={520}
          />
        )}
      </Stack>
    </Paper>
  );
}
