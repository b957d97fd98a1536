import { Button, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { call, type Rule } from '../api/client';
import { useEyes } from '../api/eyes';
import { useI18n } from '../i18n';
import { Told } from './Problem';
import './whyHere.css';

/** The conditions that let one see a record; nothing of it where one has none of one's own. */
export const useBecause = (id: string | undefined, enabled = true) =>
  useQuery({
    queryKey: ['because', id],
    queryFn: ({ signal }) => call('because', { path: { id: id! }, signal }),
    enabled: enabled && id !== undefined,
  });

/** Why a partner sees what he has open; asked only when he wants to know. */
export function WhyHere({ id }: { id: string }) {
  const { t } = useI18n();
  const own = useEyes().kind === 'own';
  const [open, setOpen] = useState(false);
  const told = useId();
  const because = useBecause(id, open);
  if (!own) return null;
  return (
    <div className="no-print">
      <Button
        variant="subtle"
        size="compact-md"
        aria-expanded={open}
        aria-controls={told}
        onClick={() => setOpen(!open)}
      >
        {t('mine.why')}
      </Button>
      <div id={told}>
        {open && <Told of={because}>{(found) => <Rules of={found.because} />}</Told>}
      </div>
    </div>
  );
}

/** Conditions, all of which hold. */
export function Rules({ of }: { of: readonly Rule[] }) {
  const { t } = useI18n();
  return (
    <ul className="rules">
      {of.map((rule) => (
        <li key={rule}>
          <span aria-hidden="true">✓ </span>
          <Text component="span" size="sm">
            {t(`mine.${rule}`)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
