import {
  Anchor,
  Button,
  FileButton,
  Group,
  Paper,
  Progress,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import type { AttachmentRow } from '../../api/client';
import { portalAddress, useEyes } from '../../api/eyes';
import { usePortalRows } from '../../api/rows';
import { useUpload } from '../../api/upload';
import { useI18n } from '../../i18n';
import { Actions } from '../Actions';
import { ProblemAlert, Told } from '../Problem';
import type { AttachmentsRead } from './reads';

/** Bytes of a file, as the server takes them. */
const FILE_BYTES_MAX = 25 * 1024 * 1024;
/** What the server takes, by the endings of names. */
const TAKEN = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.xlsx,.docx';
const KIB = 1024;

interface AttachmentsProps {
  read: AttachmentsRead;
  about: Record<string, string>;
  id: string;
  level: 2 | 3;
}

/** The files about a record: to be taken, and to be added to. */
export function Attachments({ read, about, id, level }: AttachmentsProps) {
  const { t } = useI18n();
  const files = usePortalRows(read, { path: { id } });
  const own = useEyes().kind === 'own';
  return (
    <Stack gap="xs" component="section">
      <Title order={level} size="h5">
        {t('remarks.files')}
      </Title>
      <Told of={files}>
        {({ rows }) => (
          <>
            {rows.length === 0 && <Text c="dimmed">{t('remarks.noFile')}</Text>}
            {rows.map((file) => (
              <Attached key={file.id} file={file} />
            ))}
          </>
        )}
      </Told>
      {own && <Upload about={about} />}
    </Stack>
  );
}

/** How large a file is, as people say it. */
function useSize() {
  const { t, number } = useI18n();
  return (bytes: number) =>
    bytes < KIB * KIB
      ? t('remarks.kib', { size: number(Math.ceil(bytes / KIB)) })
      : t('remarks.mib', { size: number(Math.round((bytes / KIB / KIB) * 10) / 10) });
}

function Attached({ file }: { file: AttachmentRow }) {
  const { t, name, instant } = useI18n();
  const eyes = useEyes();
  const size = useSize();
  const { id, audience, author, at, mine } = file;
  const told = [size(file.size), author, instant(at), audience === 'internal' && name(audience)];
  return (
    <Paper withBorder p="sm">
      <Anchor
        href={portalAddress(eyes, 'attachment_content', { path: { id } }).href}
        download={file.name}
        className="target"
      >
        {file.name}
      </Anchor>
      <Text size="sm" c="dimmed">
        {told.filter(Boolean).join(' · ')}
      </Text>
      {mine && (
        <Actions
          actions={[
            {
              label: t('remarks.removeFile'),
              confirm: t('remarks.removeFileSure', { name: file.name }),
              does: { command: 'remove-attachment', body: { attachment: id } },
            },
          ]}
        />
      )}
    </Paper>
  );
}

function Upload({ about }: { about: Record<string, string> }) {
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
