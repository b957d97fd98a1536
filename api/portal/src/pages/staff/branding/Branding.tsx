import { Alert, Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { USUAL_COLOUR } from '../../../brand';
import { useCommand } from '../../../api/commands';
import { useI18n } from '../../../i18n';
import { sessionQuery, useSession } from '../../../session';
import { Page } from '../../../ui/Page';
import { ProblemAlert } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';
import './branding.css';
import { Legible } from './Legible';
import { LOGO_BYTES_MAX, logoIn, logoOf, sourceOf, type LogoFault } from './logo';
import { Preview } from './Preview';

const KIB = 1024;
const COLOUR = /^#[0-9a-f]{6}$/;

/** What is chosen; what is absent is that of Loggia. */
interface Looks {
  colour?: string;
  logo?: string;
}

/** The colour and the logo under which the host company is seen, by everybody and at sign-in. */
export default function Branding() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const { branding } = useSession();
  const saved: Looks = { colour: branding.colour ?? undefined, logo: logoIn(branding.logo) };
  const [changed, setChanged] = useState<Looks>();
  const sending = useCommand('set-branding');
  const looks = changed ?? saved;
  const isColour = looks.colour === undefined || COLOUR.test(looks.colour);
  const colour = isColour ? (looks.colour ?? USUAL_COLOUR) : USUAL_COLOUR;
  const change = (change: Looks) => setChanged({ ...looks, ...change });
  const save = () =>
    sending.mutate(
      { body: looks },
      {
        onSuccess: async () => {
          // The looks travel with the session: read again, they are everywhere at once.
          await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
          setChanged(undefined);
          notifications.show({ message: t('form.done') });
        },
      },
    );
  return (
    <Page title={t('branding.title')} lead={t('branding.lead')}>
      <div className="branding">
        <Stack>
          <Section title={t('branding.colour')}>
            <Colour
              value={looks.colour}
              shown={colour}
              error={isColour ? undefined : t('branding.noColour')}
              onChange={(next) => change({ colour: next })}
            />
            {isColour && <Legible colour={colour} />}
          </Section>
          <Section title={t('branding.logo')} lead={t('branding.logoHint')}>
            <Logo value={looks.logo} onChange={(next) => change({ logo: next })} />
          </Section>
          {sending.error && <ProblemAlert error={sending.error} />}
          <Group>
            <Button onClick={save} loading={sending.isPending} disabled={!changed || !isColour}>
              {t('form.send')}
            </Button>
            <Button variant="default" onClick={() => setChanged(undefined)} disabled={!changed}>
              {t('branding.discard')}
            </Button>
          </Group>
        </Stack>
        <Section title={t('branding.preview')}>
          {(['light', 'dark'] as const).map((scheme) => (
            <Preview
              key={scheme}
              scheme={scheme}
              colour={colour}
              logo={looks.logo ? sourceOf(looks.logo) : undefined}
              name={branding.name}
            />
          ))}
        </Section>
      </div>
    </Page>
  );
}

interface ColourProps {
  /** As it was written; that of Loggia when absent. */
  value?: string;
  shown: string;
  error?: string;
  onChange(value: string | undefined): void;
}

function Colour({ value, shown, error, onChange }: ColourProps) {
  const { t } = useI18n();
  return (
    <Group align="end" gap="xs">
      <TextInput
        label={t('branding.code')}
        description={t('branding.codeHint')}
        value={value ?? USUAL_COLOUR}
        error={error}
        maxLength={7}
        w={260}
        onChange={(event) => onChange(event.currentTarget.value.trim().toLowerCase())}
      />
      <input
        type="color"
        className="branding-picker"
        aria-label={t('branding.pick')}
        value={shown}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value !== undefined && (
        <Button variant="default" onClick={() => onChange(undefined)}>
          {t('branding.usualColour')}
        </Button>
      )}
    </Group>
  );
}

interface LogoProps {
  value?: string;
  onChange(value: string | undefined): void;
}

function Logo({ value, onChange }: LogoProps) {
  const { t, number } = useI18n();
  const [fault, setFault] = useState<{ name: string; size: number; what: LogoFault }>();
  const choose = async (file: File | null) => {
    if (!file) return;
    const read = await logoOf(file);
    if ('logo' in read) {
      setFault(undefined);
      onChange(read.logo);
    } else setFault({ name: file.name, size: file.size, what: read.fault });
  };
  return (
    <Stack gap="sm">
      <Group>
        <span className="branding-logo">
          <img
            src={value ? sourceOf(value) : '/icon.svg'}
            alt={t(value ? 'branding.ownLogo' : 'branding.usualLogo')}
          />
        </span>
        <FileButton onChange={(file) => void choose(file)} accept="image/png">
          {(props) => (
            <Button {...props} variant="default">
              {t('branding.choose')}
            </Button>
          )}
        </FileButton>
        {value && (
          <Button variant="default" onClick={() => onChange(undefined)}>
            {t('branding.removeLogo')}
          </Button>
        )}
      </Group>
      {fault && (
        <Alert color="red" variant="light" role="alert">
          <Text size="sm">
            {t(`branding.${fault.what}`, {
              name: fault.name,
              size: number(Math.ceil(fault.size / KIB)),
              max: number(LOGO_BYTES_MAX / KIB),
            })}
          </Text>
        </Alert>
      )}
    </Stack>
  );
}
