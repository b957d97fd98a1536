import { Group, Text } from '@mantine/core';
import { useSession } from '../session';

/** The host's logo and name. */
export function Brand() {
  const { branding } = useSession();
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <img src={branding.logo ?? '/icon.svg'} alt="" height={28} className="logo" />
      <Text fw={700} truncate>
        {branding.name}
      </Text>
    </Group>
  );
}
