import { Group, Stack, Text } from '@mantine/core';
import { contrast, CONTRAST_MIN, readable } from '../../../brand';
import { useI18n } from '../../../i18n';

const WHITE = '#ffffff';

/** Whether white text can be read on the colour, and what the portal makes of it where not. */
export function Legible({ colour }: { colour: string }) {
  const { t, number } = useI18n();
  const told = (of: string) => number(Math.floor(contrast(of, WHITE) * 10) / 10);
  const made = readable(colour);
  const stays = contrast(colour, WHITE) >= CONTRAST_MIN;
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">
        {stays
          ? t('branding.stays', { contrast: told(colour) })
          : t('branding.darker', {
              contrast: told(colour),
              made,
              better: told(made),
            })}
      </Text>
      <Group gap="xs">
        {(stays ? [colour] : [colour, made]).map((one) => (
          <Group key={one} gap={6}>
            <span className="branding-swatch" style={{ background: one }} />
            <Text size="sm" span aria-hidden="true">
              {one}
            </Text>
          </Group>
        ))}
      </Group>
    </Stack>
  );
}
