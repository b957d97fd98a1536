import { RouterProvider, useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PortalBody } from '../../api/client';
import { ThroughEyes, type Eyes } from '../../api/eyes';
import { usePortalItem } from '../../api/rows';
import { MeInstead, type Me } from '../../session';
import { Told } from '../../ui/Problem';
import { framedRouter } from './framedRouter';

export interface ThroughEyesFrameProps {
  /** The partner user, by id or user name. */
  partner: string;
  /** The moment as of which the portal is shown; now when absent. */
  at?: string;
  /** Why it is looked at; goes along with every read. */
  reason?: string;
  /** The address of the page around the frame, such as `/view-as/nora`; everything below is the frame's. */
  base: string;
  /** Parameters of the address that belong to the page around the frame, such as `at`. */
  keeps?: string[];
}

const NONE: string[] = [];

/**
 * The whole portal of a partner as he sees it, or saw it at a moment, within a page of staff or of an
 * auditor: his pages under `base`, read-only. The page around it is to be at `base/$`, and says in a
 * banner whose portal this is.
 */
export function ThroughEyesFrame(props: ThroughEyesFrameProps) {
  const { partner, at, reason, base, keeps = NONE } = props;
  const eyes = useMemo<Eyes>(() => ({ kind: 'as', partner, at, reason }), [partner, at, reason]);
  return (
    <ThroughEyes value={eyes}>
      <div className="framed">
        <Portal key={partner} base={base} keeps={keeps} />
      </div>
    </ThroughEyes>
  );
}

function Portal({ base, keeps }: { base: string; keeps: string[] }) {
  const portal = usePortalItem('who_am_i');
  // While another moment of the same partner is read, the pages stay.
  const [last, keep] = useState<PortalBody>();
  if (portal.data && portal.data !== last) keep(portal.data);
  const data = portal.data ?? (portal.error ? undefined : last);
  return (
    <Told of={{ ...portal, data }}>
      {(told) => <Pages told={told} base={base} keeps={keeps} />}
    </Told>
  );
}

/** The partner as the one for whom the pages are. */
const meOf = (told: PortalBody): Me => ({ ...told, side: 'partner', roles: [] });

function Pages({ told, base, keeps }: { told: PortalBody; base: string; keeps: string[] }) {
  const { history } = useRouter();
  const me = useMemo(() => meOf(told), [told]);
  // Which pages there are follows from these alone: other news of the partner keep what is open.
  const pages = JSON.stringify([me.id, me.modules, me.partner_administrator]);
  const kept = keeps.join();
  const router = useMemo(
    () => framedRouter(me, base, kept ? kept.split(',') : [], history),
    [pages, base, kept, history],
  );
  return (
    <MeInstead value={me}>
      <RouterProvider key={`${pages} ${base}`} router={router} />
    </MeInstead>
  );
}
