import { Drawer, Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import './overlay.css';

interface DetailProps {
  title: string;
  opened?: boolean;
  onClose(): void;
  actions?: ReactNode;
  children: ReactNode;
}

/** One record beside the list that it was opened from; over it on a phone. */
export function Detail({ title, opened = true, onClose, actions, children }: DetailProps) {
  const { t } = useI18n();
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size="min(100%, 620px)">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* A plain head: that of the library is a banner, of which a page has one. */}
        <div className="overlay-head">
          <Drawer.Title>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('form.close')} size={44} />
        </div>
        <Drawer.Body>
          <Stack gap="md">
            {actions && <Group gap="xs">{actions}</Group>}
            {children}
          </Stack>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface PartProps {
  title: string;
  /** The level of the heading: 2 on a page, 3 in what lies on it. */
  order?: 2 | 3;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a record, with its heading. */
export function Part({ title, order = 3, actions, children }: PartProps) {
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
