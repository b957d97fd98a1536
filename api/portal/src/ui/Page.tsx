import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useI18n } from '../i18n';
import { useSession } from '../session';

interface PageProps {
  title: string;
  /** What is said below the title. */
  lead?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** The page fills the window, and something in it scrolls. */
  fill?: boolean;
}

/** Every page: one heading, the actions beside it, and the title of the window. */
export function Page({ title, lead, actions, children, fill = false }: PageProps) {
  const { branding } = useSession();
  useEffect(() => {
    document.title = `${title} · ${branding.name}`;
  }, [title, branding.name]);
  return (
    <Stack gap="sm" className={fill ? 'page page-fill' : 'page'}>
      <Group justify="space-between" align="center" wrap="wrap">
        <Title order={1} size="h2">
          {title}
        </Title>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      {lead && (
        <Text c="dimmed" maw="70ch">
          {lead}
        </Text>
      )}
      {children}
    </Stack>
  );
}

/** While something is read. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const { t } = useI18n();
  return (
    <Stack gap="xs" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={28} />
      ))}
    </Stack>
  );
}

/** Nothing there: says why, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" p="xl" className="empty">
      <Text fw={600}>{title}</Text>
      {children && (
        <Text c="dimmed" ta="center" maw="52ch" component="div">
          {children}
        </Text>
      )}
    </Stack>
  );
}
