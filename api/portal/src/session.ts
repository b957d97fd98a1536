import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { call, type Role, type SessionView, type Who } from './api/client';
import { forgetEverything } from './forget';

/** Whoever is signed in. */
export type Me = Who;

/** The session of this browser, and the looks of the host; there without a session, too. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: (): Promise<SessionView> => call('session'),
  staleTime: Infinity,
});

export const useSession = () => useSuspenseQuery(sessionQuery).data;

/** For whom the pages below are, where that is not who is signed in: see `ThroughEyesFrame`. */
export const MeInstead = createContext<Me | null>(null);

/** For whom a page is: who is signed in, or as whom he looks. Only after signing in. */
export function useMe(): Me {
  const instead = use(MeInstead);
  const { who } = useSession();
  if (instead) return instead;
  if (!who) throw new Error('this page is there only after signing in');
  return who;
}

export const isStaff = (me: Me) => me.side === 'staff';
export const isPartner = (me: Me) => me.side === 'partner';
/** Whether `me` holds any of the roles. */
export const holds = (me: Me, ...roles: Role[]) => roles.some((role) => me.roles.includes(role));

/** Signs out, and leaves nothing of the person in this browser. */
export function useSignOut() {
  const queries = useQueryClient();
  return async () => {
    await call('log_out').catch(() => undefined);
    queries.clear();
    forgetEverything();
    location.assign('/');
  };
}
