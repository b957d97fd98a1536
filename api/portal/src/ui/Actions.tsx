import { Button, Group, Menu, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useCommand, type CommandName } from '../api/commands';
import { useEyes } from '../api/eyes';
import { useI18n } from '../i18n';
import { CommandForm, type CommandFormProps } from './CommandForm';
import { Dialog } from './Dialog';
import { FormButtons } from './FormButtons';
import { ProblemAlert } from './Problem';
import { SendButton } from './SendButton';

interface Base {
  label: string;
  /** Stands in the menu of what is seldom done, or done by few. */
  rare?: boolean;
  /** The one that is meant to be done here. */
  main?: boolean;
  /** After it has been done. */
  onDone?(): void;
}
interface Asks extends Base {
  form: Omit<CommandFormProps, 'onDone' | 'onCancel'>;
}
interface Does extends Base {
  does: { command: CommandName; body: unknown; ifMatch?: string };
  /** What is asked before it is done; without it, it is done at once. */
  confirm?: string;
}
/** Something that can be done with a record: a form to fill in, or a command as it stands. */
export type Action = Asks | Does;

/** What can be done here. Nothing while somebody looks through another's eyes. */
export function Actions({ actions }: { actions: Action[] }) {
  const { t } = useI18n();
  // By its label: while it is open, the record that it is about may change.
  const [opened, setOpened] = useState<string>();
  const open = actions.find(({ label }) => label === opened);
  const own = useEyes().kind === 'own';
  if (!own || !actions.length) return null;
  const rare = actions.filter((action) => action.rare);
  const close = () => setOpened(undefined);
  const setOpen = ({ label }: Action) => setOpened(label);
  return (
    <Group gap="xs" className="no-print">
      {actions
        .filter((action) => !action.rare)
        .map((action) => (
          <ActionButton key={action.label} action={action} onOpen={setOpen} />
        ))}
      {rare.length > 0 && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default">
              {t(rare.length < actions.length ? 'actions.more' : 'actions.all')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown maw={320}>
            {rare.map((action) => (
              <Menu.Item key={action.label} mih={44} onClick={() => setOpen(action)}>
                {action.label}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Label>{t('actions.byLevel')}</Menu.Label>
          </Menu.Dropdown>
        </Menu>
      )}
      {open && (
        <Dialog title={open.label} onClose={close}>
          {'form' in open ? (
            <CommandForm
              {...open.form}
              onDone={() => {
                close();
                open.onDone?.();
              }}
              onCancel={close}
            />
          ) : (
            <Confirmed action={open} onClose={close} />
          )}
        </Dialog>
      )}
    </Group>
  );
}

function ActionButton({ action, onOpen }: { action: Action; onOpen(action: Action): void }) {
  const variant = action.main ? 'filled' : 'default';
  if ('does' in action && action.confirm === undefined) {
    return (
      <SendButton {...action.does} variant={variant} onDone={action.onDone}>
        {action.label}
      </SendButton>
    );
  }
  return (
    <Button variant={variant} onClick={() => onOpen(action)}>
      {action.label}
    </Button>
  );
}

/** Asked once more before it is done. */
function Confirmed({ action, onClose }: { action: Does; onClose(): void }) {
  const sending = useCommand(action.does.command);
  const { body, ifMatch } = action.does;
  const done = () => {
    onClose();
    action.onDone?.();
  };
  return (
    <Stack>
      {action.confirm && <Text>{action.confirm}</Text>}
      {sending.error && <ProblemAlert error={sending.error} />}
      <FormButtons
        submit={action.label}
        busy={sending.isPending}
        onCancel={onClose}
        onSubmit={() => sending.mutate({ body, ifMatch }, { onSuccess: done })}
      />
    </Stack>
  );
}
