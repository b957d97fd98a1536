import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../i18n';

const REASON_CHARS_MAX = 200;

interface RejectFormProps {
  loading?: boolean;
  onReject(reason: string): void;
  onCancel(): void;
}

/** Whoever rejects says why: the owner reads it. */
export function RejectForm({ loading, onReject, onCancel }: RejectFormProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onReject(reason.trim());
      }}
    >
      <Stack>
        <Textarea
          label={t('approvals.why')}
          withAsterisk
          required
          autosize
          minRows={2}
          maxLength={REASON_CHARS_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={loading} disabled={!reason.trim()}>
            {t('approvals.reject')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
