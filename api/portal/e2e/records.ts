// Records of a test's own, so that no test stumbles over what another has changed.
import { addDays, today, weekOf } from '../src/ui/isoWeek';
import type { Host } from './host';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Signs in without a browser. */
type Hosts = (user: string) => Promise<Host>;

/** A word that no other record of this run has. */
const own = (what: string) => `${what} ${crypto.randomUUID().slice(0, 6)}`;

/** So many days from now, to the full hour. */
export const instantIn = (days: number) =>
  new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + days * DAY_MS).toISOString();

/** The demo writes time in the last weeks only. */
let weeksAgo = 6;

/** A week, such as `2026-W41`, in which nobody has written time yet. */
export const freeWeek = () => weekOf(addDays(today('Europe/Vienna'), -7 * weeksAgo++));

export interface OwnStep {
  id: string;
  /** The number of its order. */
  order: string;
  name: string;
  resource: string;
  resourceName: string;
}

/** A work step of eight hours, planned for tomorrow on an external resource that has nothing else. */
export async function makeStep(host: Hosts): Promise<OwnStep> {
  const [planner, administrator] = await Promise.all([host('paula'), host('astrid')]);
  const resourceName = own('Paint shop');
  const resource = await planner.ask('create-resource', { name: resourceName });
  await administrator.ask('mark-resource-external', { resource });
  const number = own('PO');
  const order = await planner.ask('create-production-order', {
    number,
    article: 'Housing 80',
    quantity: 12,
  });
  const id = await planner.ask('add-work-step', {
    order,
    sequence: 10,
    name: 'Paint',
    resource,
  });
  const start = instantIn(1);
  const end = new Date(Date.parse(start) + 8 * HOUR_MS).toISOString();
  await planner.ask('schedule-work-step', { step: id, slot: { start, end } });
  return { id, order: number, name: 'Paint', resource, resourceName };
}

/** The partner user of a name with which he signs in. */
export async function partnerUser(host: Hosts, userName: string): Promise<string> {
  const rows = await (await host('astrid')).rows('/v1/staff/partner-users?limit=500');
  const found = rows.find((row) => row.user_name === userName);
  if (!found) throw new Error(`${userName} is no partner user`);
  return found.id;
}

/** Links the resource of a step to a partner, who then sees the step. */
export async function link(host: Hosts, { resource }: OwnStep, userName: string) {
  const partner_user = await partnerUser(host, userName);
  await (await host('astrid')).ask('link-resource', { partner_user, resource });
}

export interface OwnProject {
  id: string;
  name: string;
  /** The level of the contractor, which shows him his own tasks. */
  level: string;
  levelName: string;
  /** The task that he does. */
  task: string;
  /** The task of nobody, in the same phase. */
  otherTask: string;
}

/** A project in which the contractor of the demo does one of two tasks; he sees his own. */
export async function makeProject(host: Hosts): Promise<OwnProject> {
  const [manager, administrator] = await Promise.all([host('dario'), host('astrid')]);
  const name = own('Conveyor');
  const id = await manager.ask('create-project', { name });
  await manager.ask('set-project-status', { project: id, status: 'active' });
  const phase = await manager.ask('add-phase', { project: id, name: 'Build' });
  const levelName = own('Own tasks');
  const levels = await administrator.rows('/v1/staff/access-levels');
  const usual = levels.find((level) => level.name === 'Own work only')?.permissions;
  const level = await administrator.ask('create-access-level', {
    name: levelName,
    permissions: usual,
  });
  const persons = await manager.rows('/v1/staff/persons?limit=500');
  const person = persons.find((one) => one.name === 'Kemal Aydin')?.id;
  await manager.ask('add-participant', { phase, person, access_level: level });
  const task = own('Mount the rollers');
  const made = await manager.ask('add-task', { phase, title: task });
  await manager.ask('assign-task', { task: made, assignees: [person] });
  const otherTask = own('Mount the motor');
  await manager.ask('add-task', { phase, title: otherTask });
  return { id, name, level, levelName, task, otherTask };
}
