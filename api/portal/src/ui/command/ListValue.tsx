import { Alert, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useI18n } from '../../i18n';
import { Value } from './Value';
import type { Of } from './valueProps';

/** Values of one kind, one below the other. */
export function ListValue({ label, form, hint, error, value, onChange }: Of<'list'>) {
  const { t } = useI18n();
  const id = useId();
  const items = (value as unknown[] | undefined) ?? [];
  const set = (at: number, next: unknown) =>
    onChange(items.map((item, other) => (other === at ? next : item)));
  return (
    <Fieldset legend={label} aria-describedby={hint && id}>
      <Stack gap="xs">
        {hint && (
          <Text id={id} size="xs" c="dimmed">
            {hint}
          </Text>
        )}
        {items.map((item, at) => (
          <Group key={at} align="end" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <Value
                label={`${label} ${at + 1}`}
                form={form.of}
                value={item}
                onChange={(next) => set(at, next)}
              />
            </div>
            <Button
              variant="default"
              aria-label={t('form.removeItem', { number: at + 1 })}
              onClick={() => onChange(items.filter((_, other) => other !== at))}
            >
              ×
            </Button>
          </Group>
        ))}
        {error && <Alert color="red">{error}</Alert>}
        <Button
          variant="default"
          disabled={form.max !== undefined && items.length >= form.max}
          onClick={() => onChange([...items, form.of.kind === 'record' ? {} : undefined])}
        >
          {t('form.add')}
        </Button>
      </Stack>
    </Fieldset>
  );
}
