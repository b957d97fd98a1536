import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import type { About, AttachmentRow } from '../../api/client';
import { portalAddress, useEyes } from '../../api/eyes';
import { usePortalRows } from '../../api/rows';
import { useI18n } from '../../i18n';
import { Actions } from '../Actions';
import { FileUpload, useSize } from '../FileUpload';
import { Told } from '../Problem';
import type { AttachmentsRead } from './reads';

interface AttachmentsProps {
  read: AttachmentsRead;
  about: About;
  id: string;
  level: 2 | 3;
  /** What files about such a record are called. */
  title: string;
  /** Whether whoever looks may add to them. */
  adds: boolean;
}

/** The files about a record: to be taken, and to be added to. */
export function Attachments({ read, about, id, level, title, adds }: AttachmentsProps) {
  const { t } = useI18n();
  const files = usePortalRows(read, { path: { id } });
  const own = useEyes().kind === 'own';
  return (
    <Stack gap="xs" component="section">
      <Title order={level} size="h5">
        {title}
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
      {own && adds && <FileUpload about={about} />}
    </Stack>
  );
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
