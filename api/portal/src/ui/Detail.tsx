import { Drawer, Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';

interface DetailProps {
  title: string;
  opened: boolean;
  onClose(): void;
  actions?: ReactNode;
  children: ReactNode;
}

/** One record beside its list. */
export function Detail({ title, opened, onClose, actions, children }: DetailProps) {
  const { t } = useI18n();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size="lg"
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <Stack>
        {actions && <Group gap="xs">{actions}</Group>}
        {children}
      </Stack>
    </Drawer>
  );
}

/** A part of a record, with its heading. */
export function Part({
  title,
  order = 3,
  actions,
  children,
}: {
  title: string;
  /** The level of the heading: 2 on a page, 3 in what lies on it. */
  order?: 2 | 3;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={order} size="h4">
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
