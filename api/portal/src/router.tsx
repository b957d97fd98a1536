import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { pages } from './pages';
import { isStaff, type Me } from './session';
import { Failed, Lost } from './shell/Lost';
import { Shell } from './shell/Shell';
import { Visitors } from './shell/Visitors';

/** What an address keeps: every parameter as text; each page reads those that it knows. */
export const validateSearch = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
    ),
  );
/** Addresses hold their parameters as they are, not as JSON: `?status=started`. */
const parseSearch = (text: string) => Object.fromEntries(new URLSearchParams(text));
function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return text && `?${text}`;
}
/** How every router of the portal reads and writes addresses. */
export const addresses = { parseSearch, stringifySearch };

/** The pages for whoever is signed in, or those for everybody else. */
export function routerFor(me: Me | null | undefined) {
  const root = createRootRoute({
    component: me ? Shell : Visitors,
    notFoundComponent: Lost,
    errorComponent: ({ error, reset }) => <Failed error={error} reset={reset} />,
    validateSearch,
  });
  const route = (path: string, load: () => Promise<{ default: React.ComponentType }>) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: lazyRouteComponent(load, 'default'),
    });
  const open = [
    route('/invitation', () => import('./pages/account/Accept')),
    route('/password-reset', () => import('./pages/account/Reset')),
  ];
  const start = me
    ? isStaff(me)
      ? route('/', () => import('./pages/staff/Start'))
      : route('/', () => import('./pages/partner/Start'))
    : route('/', () => import('./pages/account/SignIn'));
  // Whoever is not signed in signs in first, and is then where he wanted to go.
  const rest = me
    ? pages.filter((page) => page.isFor(me)).map((page) => route(page.path, page.load))
    : [route('/$', () => import('./pages/account/SignIn'))];
  return createRouter({
    routeTree: root.addChildren([start, ...open, ...rest]),
    defaultPreload: 'intent',
    ...addresses,
  });
}
