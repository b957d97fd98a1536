import {
  AppShell,
  Badge,
  Burger,
  Button,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
} from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useI18n } from '../i18n';
import { useLive } from '../live';
import { isPartner, useMe, useSignOut } from '../session';
import { Loading } from '../ui/Page';
import { Brand } from './Brand';
import { navigationOf } from './navigation';
import { Settings } from './Settings';

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));
const LIVE_COLOURS = { live: 'green', reconnecting: 'orange', offline: 'red' };

/** Around every page: who and where one is, and where one can go. */
export function Shell() {
  const { t } = useI18n();
  const me = useMe();
  const live = useLive();
  const signOut = useSignOut();
  const { pathname } = useLocation();
  const [open, menu] = useDisclosure();
  // Here, as the palette itself may still be on its way: it opens as soon as it has come.
  useHotkeys([['mod+K', spotlight.open]], []);
  const menuBox = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Those who may do much have more entries than a window shows.
    menuBox.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  const isHere = (path: string) =>
    path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="md"
    >
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={open}
              onClick={menu.toggle}
              hiddenFrom="sm"
              aria-label={t('nav.main')}
              aria-expanded={open}
            />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap" flex="none">
            <Badge
              role="status"
              variant="outline"
              color={LIVE_COLOURS[live]}
              data-live={live}
              c="var(--mantine-color-text)"
            >
              {t(`live.${live}`)}
            </Badge>
            <Button
              variant="default"
              visibleFrom="md"
              onClick={spotlight.open}
              aria-keyshortcuts="Control+K"
            >
              {t('palette.open')}{' '}
              <Text span c="dimmed" size="xs" ml={8}>
                Ctrl K
              </Text>
            </Button>
            <Group gap={0} visibleFrom="sm" wrap="nowrap">
              <Settings />
            </Group>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  variant="subtle"
                  px="xs"
                  aria-label={t('account.menu', { name: me.display_name })}
                >
                  <Text span truncate maw={150} visibleFrom="sm">
                    {me.display_name}
                  </Text>
                  <Text span hiddenFrom="sm" aria-hidden="true">
                    ☰
                  </Text>
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{me.display_name}</Menu.Label>
                {isPartner(me) && (
                  <Menu.Item renderRoot={(props) => <Link to="/what-i-see" {...props} />}>
                    {t('seen.title')}
                  </Menu.Item>
                )}
                <Menu.Item renderRoot={(props) => <Link to="/sessions" {...props} />}>
                  {t('account.sessions')}
                </Menu.Item>
                <Menu.Item onClick={() => void signOut()}>{t('account.signOut')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('nav.main')}>
        <ScrollArea ref={menuBox}>
          {navigationOf(me).map(({ group, entries }) => (
            <div key={group ?? 'start'} role="group" aria-label={group && t(group)}>
              {group && (
                <Text size="xs" fw={700} c="dimmed" px="sm" pt="sm" pb={4}>
                  {t(group)}
                </Text>
              )}
              {entries.map(({ path, label }) => (
                <NavLink
                  key={path}
                  label={t(label)}
                  active={isHere(path)}
                  aria-current={isHere(path) ? 'page' : undefined}
                  onClick={menu.close}
                  renderRoot={(props) => <Link to={path} {...props} />}
                />
              ))}
            </div>
          ))}
          <Group gap={0} hiddenFrom="sm" p="xs">
            <Settings />
          </Group>
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className="main">
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Suspense>
        <Palette />
      </Suspense>
    </AppShell>
  );
}
