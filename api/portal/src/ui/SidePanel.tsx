import { Drawer, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';

interface SidePanelProps {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
}

/**
 * A record beside the list that it was opened from. The head of the library's drawer is a `header`,
 * a second banner to readers of screens; here it is none.
 */
export function SidePanel({ title, isOpen, onClose, children }: SidePanelProps) {
  const { t } = useI18n();
  return (
    <Drawer.Root opened={isOpen} onClose={onClose} position="right" size="lg">
      <Drawer.Overlay />
      <Drawer.Content>
        <Group justify="space-between" wrap="nowrap" px="md" pt="md" pb="xs">
          <Drawer.Title>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('form.close')} size="xl" />
        </Group>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
