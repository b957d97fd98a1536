import { Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { About } from '../api/client';
import { useUpload } from '../api/upload';
import { useI18n } from '../i18n';
import { ProblemAlert } from './Problem';

/** Bytes of a file, as the server takes them. */
const FILE_BYTES_MAX = 25 * 1024 * 1024;
/** What the server takes, by the endings of names. */
const TAKEN = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.xlsx,.docx';
const KIB = 1024;

/** How large a file is, as people say it. */
export function useSize() {
  const { t, number } = useI18n();
  return (bytes: number) =>
    bytes < KIB * KIB
      ? t('remarks.kib', { size: number(Math.ceil(bytes / KIB)) })
      : t('remarks.mib', { size: number(Math.round((bytes / KIB / KIB) * 10) / 10) });
}

/** A file of this machine, attached to a record. */
export function FileUpload({ about }: { about: About }) {
  const { t, percent } = useI18n();
  const upload = useUpload();
  const [tooLarge, setTooLarge] = useState<string>();
  const send = (file: File | null) => {
    if (!file) return;
    setTooLarge(file.size > FILE_BYTES_MAX ? file.name : undefined);
    if (file.size <= FILE_BYTES_MAX) upload.mutate({ about, file });
  };
  return (
    <Stack gap="xs" className="no-print">
      <Group gap="xs">
        <FileButton onChange={send} accept={TAKEN}>
          {(props) => (
            <Button {...props} variant="default" loading={upload.isPending}>
              {t('remarks.attach')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t('remarks.taken')}
        </Text>
      </Group>
      {upload.isPending && (
        <Progress
          value={upload.part * 100}
          aria-label={t('remarks.sending', { part: percent(upload.part) })}
        />
      )}
      <div role="status">
        {upload.isSuccess && <Text size="sm">{t('remarks.attached')}</Text>}
        {tooLarge && <Text size="sm">{t('remarks.tooLarge', { name: tooLarge })}</Text>}
      </div>
      {upload.error && <ProblemAlert error={upload.error} />}
    </Stack>
  );
}
