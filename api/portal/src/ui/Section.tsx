import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import './section.css';

interface SectionProps {
  title: string;
  lead?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Section({ title, lead, actions, children }: SectionProps) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={id} miw={0}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {actions && (
            <Group gap="xs" className="no-print">
              {actions}
            </Group>
          )}
        </Group>
        {lead && (
          <Text size="sm" c="dimmed" maw="70ch">
            {lead}
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  );
}

interface FactsProps {
  /** What it is called, and what it is; nothing is shown of what is not there. */
  facts: [name: string, value: ReactNode][];
}

/** What is known of something, as a list of names and values. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="section-facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
