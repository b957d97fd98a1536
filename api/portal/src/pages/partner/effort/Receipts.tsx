import { Alert, Anchor, Button, FileButton, Group, Stack, Text, Title } from '@mantine/core';
import { useCommand } from '../../../api/commands';
import { useEyes } from '../../../api/eyes';
import { usePortalRows } from '../../../api/rows';
import { FILE_BYTES_MAX, FILES_TAKEN, useUpload } from '../../../api/upload';
import { useI18n } from '../../../i18n';
import { ProblemAlert, Told } from '../../../ui/Problem';

const KIB = 1024;

/** The receipts of an expense: read by whoever sees it, added and taken away while it is a draft. */
export function Receipts({ expense, mayChange }: { expense: string; mayChange: boolean }) {
  const { t, number, instant } = useI18n();
  const eyes = useEyes();
  const files = usePortalRows('expense_attachments', { path: { id: expense } });
  const uploading = useUpload({ expense });
  const removing = useCommand('remove-attachment');
  const size = (bytes: number) => t('receipts.size', { size: number(Math.ceil(bytes / KIB)) });
  const error = uploading.error ?? removing.error;
  const tooLarge = uploading.variables && uploading.variables.size > FILE_BYTES_MAX;
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t('receipts.title')}
      </Title>
      <Told of={files}>
        {({ rows }) =>
          rows.length ? (
            rows.map((file) => (
              <Group key={file.id} justify="space-between" wrap="nowrap">
                <div>
                  {eyes.kind === 'own' ? (
                    <Anchor href={`/v1/portal/attachments/${file.id}/content`} download={file.name}>
                      {file.name}
                    </Anchor>
                  ) : (
                    <Text span>{file.name}</Text>
                  )}
                  <Text size="sm" c="dimmed">
                    {size(file.size)} · {instant(file.at)}
                  </Text>
                </div>
                {mayChange && file.mine && (
                  <Button
                    variant="default"
                    aria-label={t('receipts.remove', { name: file.name })}
                    onClick={() => removing.mutate({ body: { attachment: file.id } })}
                  >
                    ×
                  </Button>
                )}
              </Group>
            ))
          ) : (
            <Text size="sm" c="dimmed">
              {t('receipts.none')}
            </Text>
          )
        }
      </Told>
      <div aria-live="polite">
        {uploading.isPending && <Text size="sm">{t('receipts.sending')}</Text>}
        {tooLarge && <Alert color="orange">{t('receipts.tooLarge')}</Alert>}
        {error && <ProblemAlert error={error} />}
      </div>
      {mayChange && (
        <FileButton
          accept={FILES_TAKEN}
          onChange={(file) => file && uploading.mutate(file)}
          inputProps={{ 'aria-label': t('receipts.add') }}
        >
          {(props) => (
            <Button {...props} variant="default" loading={uploading.isPending}>
              {t('receipts.add')}
            </Button>
          )}
        </FileButton>
      )}
    </Stack>
  );
}
