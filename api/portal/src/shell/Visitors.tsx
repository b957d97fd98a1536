import { Box, Center, Group, Paper, Stack } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Loading } from '../ui/Page';
import { Brand } from './Brand';
import { Settings } from './Settings';

/** Around the pages of whoever is not signed in. */
export function Visitors() {
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={440}>
        <Group justify="space-between" wrap="nowrap">
          <Brand />
          <Group gap={0} wrap="nowrap">
            <Settings />
          </Group>
        </Group>
        <Paper withBorder p="xl" radius="md">
          <Suspense fallback={<Loading lines={4} />}>
            <Outlet />
          </Suspense>
        </Paper>
        <Box h={40} />
      </Stack>
    </Center>
  );
}
