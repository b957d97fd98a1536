import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense, useEffect, useMemo, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/client';
import { themeOf, USUAL_COLOUR } from './brand';
import { I18nProvider } from './i18n';
import { follow } from './live';
import './news';
import { routerFor } from './router';
import { isPartner, useSession } from './session';
import { Loading } from './ui/Page';
import './ui/paper';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
// The library below every overlay writes a <style> by itself, and reads its nonce from here.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** Questions that were refused are not asked again; those that got lost on the way are, so often. */
const RETRIES = 2;
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => !(error instanceof ApiError) && failures < RETRIES,
      networkMode: 'offlineFirst',
    },
  },
});

function Portal() {
  const { branding, who } = useSession();
  const theme = useMemo(() => themeOf(branding.colour ?? USUAL_COLOUR), [branding.colour]);
  const router = useMemo(() => routerFor(who), [who]);
  const follows = useRef(false);
  useEffect(() => {
    if (!who || follows.current) return;
    follows.current = true;
    follow(queries, isPartner(who) ? 'partner' : 'staff');
  }, [who]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="top-right" />
      {/* Another router is another tree: the provider loads only what it begins with. */}
      <RouterProvider key={who?.id} router={router} />
    </MantineProvider>
  );
}

/** Before the looks of the host are known. */
function Waiting() {
  return (
    <MantineProvider defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Loading />
    </MantineProvider>
  );
}

const app = document.getElementById('app');
if (!app) throw new Error('the page has no place for the portal');
createRoot(app).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <I18nProvider>
        <Suspense fallback={<Waiting />}>
          <Portal />
        </Suspense>
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
