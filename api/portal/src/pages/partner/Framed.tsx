import { NavLink, Stack } from '@mantine/core';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useI18n } from '../../i18n';
import { useMe } from '../../session';
import { navigationOf } from '../../shell/navigation';
import { Loading } from '../../ui/Page';
import './framed.css';

/** Within the frame: where the partner can go, and the page where he is. */
export function Framed() {
  const { t } = useI18n();
  const me = useMe();
  const { pathname } = useLocation();
  const isHere = (path: string) =>
    path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
  return (
    <Stack gap="sm">
      <nav className="framed-nav" aria-label={t('nav.through', { name: me.display_name })}>
        {navigationOf(me)
          .flatMap(({ entries }) => entries)
          .map(({ path, label }) => (
            <NavLink
              key={path}
              label={t(label)}
              active={isHere(path)}
              aria-current={isHere(path) ? 'page' : undefined}
              w="auto"
              renderRoot={(props) => <Link to={path} {...props} />}
            />
          ))}
      </nav>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Stack>
  );
}
