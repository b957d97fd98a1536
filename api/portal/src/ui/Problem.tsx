import { Alert, Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client';
import { useI18n, type I18n } from '../i18n';
import { Loading } from './Page';

/** What went wrong, in words, and what would be right. */
export function wordsOf(error: unknown, { t, problem }: I18n): { text: string; help?: string } {
  if (!(error instanceof ApiError)) return { text: t('problem.network') };
  const { status, code, title, detail, help } = error.problem;
  if (status === 404) return { text: t('problem.notFound') };
  if (status === 412 || code === 'stale') return { text: t('problem.stale') };
  const words = problem(code);
  if (words) return { text: words };
  return { text: detail ?? title, help: help === detail ? undefined : help };
}

/** A problem beside what caused it. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const i18n = useI18n();
  const { text, help } = wordsOf(error, i18n);
  return (
    <Alert color="red" variant="light" title={i18n.t('problem.title')} role="alert">
      <Stack gap="xs" align="start">
        <Text size="sm">{text}</Text>
        {help && <Text size="sm">{help}</Text>}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {i18n.t('problem.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** A problem of something that has no place of its own on the page. */
export function showProblem(error: unknown, i18n: I18n) {
  const { text, help } = wordsOf(error, i18n);
  const message = help ? `${text} ${help}` : text;
  notifications.show({ color: 'red', title: i18n.t('problem.title'), message, autoClose: false });
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch(): unknown;
}

/** What was asked for: its content, or that it is on its way, or what went wrong. */
export function Told<T>({ of, children }: { of: Asked<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ProblemAlert error={of.error} onRetry={() => void of.refetch()} />;
  return <Loading />;
}
