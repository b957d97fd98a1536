import { Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { useMe } from '../../../session';
import { navigationOf } from '../../../shell/navigation';
import './start.css';

interface CardProps {
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One part of the start page. */
export function Part({ title, actions, children }: CardProps) {
  const id = useId();
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}

interface FigureProps {
  label: string;
  value: string;
  /** Said below the value. */
  note?: string;
  /** Where the rows behind it are. */
  to?: string;
  search?: Record<string, string>;
}

/** A figure, which opens the rows behind it where their page is there. */
export function Figure({ label, value, note, to, search }: FigureProps) {
  const isThere = navigationOf(useMe()).some(({ entries }) =>
    entries.some(({ path }) => path === to),
  );
  const content = (
    <>
      <Text component="span" size="sm" c="dimmed" display="block">
        {label}
      </Text>
      <Text component="span" fz={26} fw={700} lh={1.2} display="block">
        {value}
      </Text>
      {note && (
        <Text component="span" size="xs" c="dimmed" display="block">
          {note}
        </Text>
      )}
    </>
  );
  return to && isThere ? (
    <Link to={to} search={search as never} className="figure figure-link">
      {content}
    </Link>
  ) : (
    <div className="figure">{content}</div>
  );
}
