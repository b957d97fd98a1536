import {
  call,
  type Language,
  type Module,
  type PartnerType,
  type Wish,
} from '../../../../api/client';
import type { RowOf } from '../../../../api/rows';
import type { I18n } from '../../../../i18n';
import type { Step } from '../../../../ui/Sequence';

/** Taking part in a phase of a project. */
export interface Participation {
  phase?: string;
  role?: string;
  level?: string;
}

/** An invitation while it is being written; nothing of it is sent before the last step. */
export interface Draft {
  /** A firm that is there; else `firm` is to be made. */
  account?: string;
  firm?: string;
  partnerType?: PartnerType;
  owner?: string;
  /** A contact of the firm; else somebody new. */
  contact?: string;
  /** This very invitation made the user: what the policy gave him may be taken back. */
  made?: boolean;
  name?: string;
  email?: string;
  phone?: string;
  userName?: string;
  language?: Language;
  timeZone?: string;
  modules: Module[];
  processFeedback: boolean;
  resources: string[];
  /** Until when the links last; without an end when absent. */
  until?: string;
  participations: Participation[];
}

/** What the draft refers to, as far as it is there already. */
export interface Known {
  accounts: RowOf<'accounts'>[];
  contacts: RowOf<'contacts'>[];
  partners: RowOf<'partner_users'>[];
  resources: RowOf<'resources'>[];
  persons: RowOf<'persons'>[];
  participants: RowOf<'staff_participants'>[];
  phases: RowOf<'staff_phases'>[];
  projects: RowOf<'staff_projects'>[];
  levels: RowOf<'access_levels'>[];
}

export const accountOf = ({ account }: Draft, { accounts }: Known) =>
  accounts.find(({ id }) => id === account);
export const contactOf = ({ contact }: Draft, { contacts }: Known) =>
  contacts.find(({ id }) => id === contact);
/** The partner user that the contact is already, if he is one. */
export function userOf(draft: Draft, known: Known) {
  const user = contactOf(draft, known)?.user;
  return user ? known.partners.find(({ id }) => id === user) : undefined;
}
/** What whoever is enabled in the firm gets by itself. */
export const policyOf = (draft: Draft, known: Known) => accountOf(draft, known)?.access_policy;

export const phaseName = (phase: string | undefined, { phases, projects }: Known): string => {
  const found = phases.find(({ id }) => id === phase);
  const project = projects.find(({ id }) => id === found?.project);
  return found ? `${project?.name ?? ''} · ${found.name}` : '';
};

/** Where mail reaches the person, and his firm: by them he is found once he is there. */
const addressOf = (draft: Draft, known: Known) => ({
  email: (contactOf(draft, known)?.email ?? draft.email ?? '').trim().toLowerCase(),
  firm: (accountOf(draft, known)?.name ?? draft.firm ?? '').trim().toLowerCase(),
});
type Contact = Known['contacts'][number];
const isAt = (contact: Contact, { email, firm }: ReturnType<typeof addressOf>) =>
  contact.email.toLowerCase() === email && contact.account_name?.toLowerCase() === firm;
/** The contact whom the draft means, chosen or made by it. */
export const contactAt = (draft: Draft, known: Known) =>
  contactOf(draft, known) ??
  known.contacts.find((contact) => isAt(contact, addressOf(draft, known)));

/** Whether the link is there as it is wanted; one without a wish for its end stays as it is. */
function isLinked(resource: string, { until }: Draft, user: ReturnType<typeof userOf>): boolean {
  const link = user?.links.find((one) => one.resource === resource && one.state !== 'ended');
  if (!link || !until) return Boolean(link);
  return Boolean(link.until) && Date.parse(link.until!) === Date.parse(until);
}

/**
 * The draft when a part of it was sent: whoever was made by it is there by now, and what he has
 * already is not sent again.
 */
export function resumed(draft: Draft, before: Known, now: Known): Draft {
  const contact = contactAt(draft, now);
  if (!contact) return draft;
  const made = draft.made || (!userOf(draft, before) && Boolean(contact.user));
  return { ...draft, account: contact.account, contact: contact.id, made };
}

/** The access commands of the draft for a partner user; `had` is what he has by then. */
export function grantsOf(draft: Draft, known: Known, partner_user: string): Wish[] {
  const user = userOf(draft, known);
  const policy = policyOf(draft, known);
  const has = new Set(user ? user.modules : policy?.modules);
  const reports = user ? user.process_feedback : policy?.process_feedback === 'allowed';
  const wishes: Wish[] = [];
  for (const module of draft.modules) {
    if (has.has(module)) continue;
    wishes.push({ command: 'assign-module-licence', body: { partner_user, module } });
  }
  // Whoever was there before only gains; what a policy gives by itself may be taken back.
  const keeps = user && !draft.made;
  for (const module of keeps ? [] : has) {
    if (draft.modules.includes(module)) continue;
    wishes.push({ command: 'revoke-module-licence', body: { partner_user, module } });
  }
  if (draft.processFeedback && !reports) {
    wishes.push({ command: 'allow-process-feedback', body: { partner_user } });
  }
  if (!keeps && !draft.processFeedback && reports) {
    wishes.push({ command: 'withdraw-process-feedback', body: { partner_user } });
  }
  for (const resource of draft.resources) {
    if (isLinked(resource, draft, user)) continue;
    wishes.push({
      command: 'link-resource',
      body: { partner_user, resource, until: draft.until ?? null },
    });
  }
  return wishes;
}

/** The contact by what the first command was told; commands answer with records of every kind. */
async function contactNow(draft: Draft, known: Known) {
  const address = addressOf(draft, known);
  const { rows } = await call('contacts', { query: { q: address.email, limit: 500 } });
  const found = rows.find((contact) => isAt(contact, address));
  if (!found?.user) throw new TypeError('whoever was invited is not there yet');
  return { contact: found.id, user: found.user };
}

/** Who is invited, as `invite-partner` takes him. */
function invitedOf(draft: Draft, known: Known) {
  const contact = contactOf(draft, known);
  return {
    account: accountOf(draft, known)?.name ?? draft.firm ?? '',
    partner_type: draft.account ? undefined : draft.partnerType,
    owner: draft.account ? undefined : draft.owner,
    name: contact?.name ?? draft.name ?? '',
    email: contact?.email ?? draft.email ?? '',
    phone: draft.phone,
    user_name: draft.userName || undefined,
    language: draft.language,
    time_zone: draft.timeZone,
  };
}

/** Everything that would be sent, to ask what would come of it before anything is. */
export function wishesOf(draft: Draft, known: Known): Wish[] {
  const user = userOf(draft, known);
  const wishes: Wish[] = user ? [] : [{ command: 'invite-partner', body: invitedOf(draft, known) }];
  // What is not there yet goes by the place of the command that makes it.
  wishes.push(...grantsOf(draft, known, user?.id ?? 'made:0:partner_user'));
  const { there, wanted } = partOf(draft, known);
  const person = there ?? `made:${wishes.length}:person`;
  if (wanted.length && !there) {
    const contact = draft.contact ?? 'made:0:contact';
    wishes.push({ command: 'create-person', body: { of: { contact } } });
  }
  for (const { phase = '', role, level } of wanted) {
    const body = { phase, person, role: role || undefined, access_level: level };
    wishes.push({ command: 'add-participant', body });
  }
  return wishes;
}

/** Everything that is sent, in its order. */
export function stepsOf(draft: Draft, known: Known, { t, name }: I18n): Step[] {
  const user = userOf(draft, known);
  const contact = contactOf(draft, known);
  const who = user?.display_name ?? contact?.name ?? draft.name ?? '';
  const steps: Step[] = [];
  if (!user) {
    const body = invitedOf(draft, known);
    const label = t('invite.doInvite', { name: who });
    steps.push({ label, command: 'invite-partner', sent: () => ({ body }) });
  }
  for (const [at, { command, body }] of grantsOf(draft, known, '').entries()) {
    const what =
      'module' in body
        ? name(body.module)
        : 'resource' in body
          ? (known.resources.find(({ id }) => id === body.resource)?.name ?? '')
          : '';
    steps.push({
      label: t(`invite.do.${command as Granting}`, { what }),
      command,
      sent: async () => {
        const partner = user?.id ?? (await contactNow(draft, known)).user;
        return { body: grantsOf(draft, known, partner)[at]?.body };
      },
    });
  }
  return [...steps, ...participationsOf(draft, known, t, steps.length)];
}

type Granting =
  | 'assign-module-licence'
  | 'revoke-module-licence'
  | 'allow-process-feedback'
  | 'withdraw-process-feedback'
  | 'link-resource';

/** The person who takes part, if he is one already, and the phases in which he does not yet. */
function partOf(draft: Draft, { persons, participants }: Known) {
  const there =
    draft.contact && persons.find(({ of }) => 'contact' in of && of.contact === draft.contact)?.id;
  const takesPart = (phase: string | undefined) =>
    participants.some((one) => one.phase === phase && one.person === there);
  const wanted = draft.participations.filter(({ phase }) => phase && !takesPart(phase));
  return { there: there || undefined, wanted };
}

/** Whoever takes part in a phase is a person on whom work is planned. */
function participationsOf(draft: Draft, known: Known, t: I18n['t'], before: number): Step[] {
  const contact = async () => draft.contact ?? (await contactNow(draft, known)).contact;
  const steps: Step[] = [];
  const { there, wanted } = partOf(draft, known);
  if (!wanted.length) return [];
  if (!there) {
    steps.push({
      label: t('invite.doPerson'),
      command: 'create-person',
      sent: async () => ({ body: { of: { contact: await contact() } } }),
    });
  }
  for (const { phase, role, level } of wanted) {
    steps.push({
      label: t('invite.doParticipant', { phase: phaseName(phase, known) }),
      command: 'add-participant',
      sent: (made) => {
        // `create-person` answers with the one person that it makes.
        const person = there ?? made[before]?.[0];
        return { body: { phase, person, role: role || undefined, access_level: level } };
      },
    });
  }
  return steps;
}

/** What is lacking before the next step, field by field. */
export function lackingOf(step: number, draft: Draft): string[] {
  const empty = (...fields: (keyof Draft)[]) => fields.filter((field) => !draft[field]);
  if (step === 0) {
    return [
      ...(draft.account ? [] : empty('firm')),
      ...(draft.contact ? [] : empty('name', 'email')),
    ];
  }
  return step === 1 && !draft.account ? empty('partnerType') : [];
}
