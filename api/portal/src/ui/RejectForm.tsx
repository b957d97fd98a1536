import { Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../i18n';
import { FormButtons } from './FormButtons';

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
        <FormButtons
          submit={t('approvals.reject')}
          busy={loading}
          disabled={!reason.trim()}
          onCancel={onCancel}
        />
      </Stack>
    </form>
  );
}
