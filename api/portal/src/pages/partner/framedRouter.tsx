import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
  type RouterHistory,
} from '@tanstack/react-router';
import { addresses, validateSearch } from '../../router';
import type { Me } from '../../session';
import { Failed, Lost } from '../../shell/Lost';
import { partnerPages } from '../index';
import { Framed } from './Framed';

/**
 * The history of the window, as far as it concerns addresses below `base`: the router around the
 * frame has the rest, and what it leaves for is none of the pages in it.
 */
function below(history: RouterHistory, base: string): RouterHistory {
  const inside = (pathname: string) => pathname === base || pathname.startsWith(`${base}/`);
  const subscribe: RouterHistory['subscribe'] = (told) =>
    history.subscribe((event) => {
      if (inside(event.location.pathname)) told(event);
    });
  return Object.create(history, { subscribe: { value: subscribe } }) as RouterHistory;
}

/**
 * The pages of the partner `me`, with all their links, below the address `base` of the page around
 * them; the parameters `keeps` of that page stay in the address wherever one goes.
 */
export function framedRouter(me: Me, base: string, keeps: string[], history: RouterHistory) {
  const root = createRootRoute({
    component: Framed,
    notFoundComponent: Lost,
    errorComponent: ({ error, reset }) => <Failed error={error} reset={reset} />,
    validateSearch,
    search: { middlewares: [retainSearchParams(keeps)] },
  });
  const route = (path: string, load: () => Promise<{ default: React.ComponentType }>) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: lazyRouteComponent(load, 'default'),
    });
  const start = route('/', () => import('./Start'));
  const rest = partnerPages.filter(({ isFor }) => isFor(me));
  return createRouter({
    routeTree: root.addChildren([start, ...rest.map(({ path, load }) => route(path, load))]),
    basepath: base,
    history: below(history, base),
    ...addresses,
  });
}
