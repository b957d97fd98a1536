import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useStaffItem } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { ThroughEyesFrame } from '../../partner/ThroughEyesFrame';
import { useReason } from './reasons';
import './viewAs.css';

/** The longest reason that the log takes. */
const REASON_CHARS_MAX = 200;

/** The portal exactly as one partner sees it now, read-only. */
export default function ViewAs() {
  const { partner = '' } = useParams({ strict: false });
  return <As key={partner} partner={partner} />;
}

function As({ partner }: { partner: string }) {
  const who = useStaffItem('partner_user', { path: { id: partner } });
  const [reason, give] = useReason(partner);
  const go = useNavigate();
  const end = () => {
    give(null);
    void go({ to: '/partners/$id', params: { id: partner } });
  };
  return (
    <Told of={who}>
      {({ display_name }) =>
        reason === null ? (
          <AskReason name={display_name} onGiven={give} />
        ) : (
          <Stack gap="sm">
            <Banner name={display_name} reason={reason} onEnd={end} />
            <ThroughEyesFrame partner={partner} reason={reason} base={`/view-as/${partner}`} />
          </Stack>
        )
      }
    </Told>
  );
}

function AskReason({ name, onGiven }: { name: string; onGiven(reason: string): void }) {
  const { t } = useI18n();
  const [reason, set] = useState('');
  const [missing, setMissing] = useState(false);
  const give = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!reason.trim());
    if (reason.trim()) onGiven(reason.trim());
  };
  return (
    <Page title={t('viewAs.of', { name })} lead={t('viewAs.lead', { name })}>
      <form onSubmit={give} noValidate>
        <Stack maw={520} align="start">
          <TextInput
            w="100%"
            label={t('viewAs.reason')}
            description={t('viewAs.reasonHint')}
            error={missing ? t('form.required') : undefined}
            maxLength={REASON_CHARS_MAX}
            value={reason}
            onChange={(event) => set(event.currentTarget.value)}
            withAsterisk
            data-autofocus
          />
          <Button type="submit">{t('viewAs.begin')}</Button>
        </Stack>
      </form>
    </Page>
  );
}

interface BannerProps {
  name: string;
  reason: string;
  onEnd(): void;
}

/** Always in sight: whose portal this is, why it is open, and the way out. */
function Banner({ name, reason, onEnd }: BannerProps) {
  const { t } = useI18n();
  return (
    <Paper
      component="section"
      aria-label={t('viewAs.banner')}
      className="view-as-banner"
      withBorder
      p="sm"
    >
      <Group justify="space-between">
        <div>
          <Text fw={700}>{t('viewAs.of', { name })}</Text>
          <Text size="sm">{t('viewAs.because', { reason })}</Text>
        </div>
        <Button onClick={onEnd}>{t('viewAs.end')}</Button>
      </Group>
    </Paper>
  );
}
