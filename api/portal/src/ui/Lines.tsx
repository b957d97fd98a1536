import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A few records within another; of many a table is made. */
export function Lines<R extends { id: string }>({
  of,
  none,
  children,
}: {
  of: R[];
  /** Said when there are none. */
  none: string;
  children(row: R): ReactNode;
}) {
  if (of.length === 0) return <Text c="dimmed">{none}</Text>;
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {of.map((row) => (
        <li key={row.id}>{children(row)}</li>
      ))}
    </Stack>
  );
}

interface LineProps {
  title: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** One of them. */
export function Line({ title, about, actions, children }: LineProps) {
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="start">
        <div>
          <Text fw={600} component="div">
            {title}
          </Text>
          {about && (
            <Text size="sm" c="dimmed" component="div">
              {about}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Paper>
  );
}
