import { Button, Group } from '@mantine/core';
import { useI18n } from '../i18n';

interface FormButtonsProps {
  /** What the way on is called. */
  submit?: string;
  busy?: boolean;
  disabled?: boolean;
  onCancel?(): void;
  /** What the way on does where there is no form around it to be sent. */
  onSubmit?(): void;
}

/** The end of a form: the way back and the way on. */
export function FormButtons({ submit, busy, disabled, onCancel, onSubmit }: FormButtonsProps) {
  const { t } = useI18n();
  return (
    <Group justify="flex-end">
      {onCancel && (
        <Button variant="default" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      )}
      <Button
        type={onSubmit ? 'button' : 'submit'}
        onClick={onSubmit}
        loading={busy}
        disabled={disabled}
      >
        {submit ?? t('form.send')}
      </Button>
    </Group>
  );
}
