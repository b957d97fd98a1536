import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import './overlay.css';

interface DialogProps {
  title: string;
  opened?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** Something that is asked before the page goes on. */
export function Dialog({ title, opened = true, onClose, children }: DialogProps) {
  const { t } = useI18n();
  return (
    <Modal.Root opened={opened} onClose={onClose} size="lg">
      <Modal.Overlay />
      <Modal.Content>
        <div className="overlay-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('form.close')} size={44} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
