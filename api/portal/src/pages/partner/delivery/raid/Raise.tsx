import { Button, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { RaidKind } from '../../../../api/client';
import { useI18n } from '../../../../i18n';
import { CommandForm } from '../../../../ui/CommandForm';
import { Dialog } from '../../../../ui/Dialog';

const KINDS: RaidKind[] = ['risk', 'assumption', 'issue', 'dependency'];

/** Raises a risk, assumption, issue or dependency: first what it is, then what belongs to it. */
export function Raise({ project }: { project: string }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<RaidKind>('risk');
  const close = () => setOpen(false);
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {t('raid.raise')}
      </Button>
      <Dialog title={t('raid.raise')} opened={open} onClose={close}>
        <Stack>
          <Radio.Group
            label={t('raid.whatKind')}
            value={kind}
            onChange={(next) => setKind(next as RaidKind)}
          >
            {KINDS.map((one) => (
              <Radio key={one} className="check-row" value={one} label={t(`raid.${one}`)} />
            ))}
          </Radio.Group>
          <CommandForm
            command="raise-raid-item"
            fixed={{ project }}
            only={['title', 'description', 'details', 'due']}
            parts={{ details: kind }}
            onDone={close}
            onCancel={close}
          />
        </Stack>
      </Dialog>
    </>
  );
}
