import { Drawer, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';

interface DetailProps {
  title: string;
  onClose(): void;
  children: ReactNode;
}

/** One record beside the list that it was opened from; over it on a phone. */
export function Detail({ title, onClose, children }: DetailProps) {
  const { t } = useI18n();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(100%, 620px)"
      title={title}
      closeButtonProps={{ 'aria-label': t('form.close'), size: 44 }}
      styles={{ title: { fontWeight: 700, fontSize: 20 } }}
    >
      <Stack gap="md">{children}</Stack>
    </Drawer>
  );
}
