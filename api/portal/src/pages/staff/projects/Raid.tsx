import type { RaidItemEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { RecordFacts } from '../../../ui/Facts';
import { Empty } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { useLooks } from './looks';

/** Fields of an item that commands change under the same name. */
const CHANGED = ['title', 'description', 'owner', 'due', 'audience'];
/** What only one kind of item has. */
const OF_KIND: Record<RaidItemEntry['kind'], string[]> = {
  risk: ['impact', 'likelihood', 'mitigation', 'contingency'],
  assumption: ['validated'],
  issue: ['impact', 'priority', 'action_plan'],
  dependency: ['depends_on', 'needed_by'],
};

const detailsOf = ({ details }: RaidItemEntry) =>
  Object.values(details as Record<string, Record<string, unknown>>)[0] ?? {};

/** What is watched in a project: risks, assumptions, issues, dependencies. */
export function Raid({ project }: { project: string }) {
  const { t } = useI18n();
  const looks = useLooks();
  const list = useStaffRows('staff_raid', { filters: { project } });
  const raise = <CommandButton command="raise-raid-item" fixed={{ project }} />;
  return (
    <Records
      of={list}
      first="title"
      name="staff-raid"
      caption={t('project.raid')}
      looks={looks}
      without={['project', 'details', 'description', 'raised_by', 'occurred_as', 'items']}
      filters={['kind', 'status', 'audience']}
      toolbar={raise}
      csv={`/v1/staff/raid?project=${project}&format=csv`}
      empty={
        <Empty title={t('project.noRaid')}>
          {t('project.noRaidWhy')} {raise}
        </Empty>
      }
      titleOf={({ title }) => title}
      actions={(item) => <RaidActions item={item} />}
      detail={(item) => (
        <>
          <RecordFacts
            of={{ ...item, ...detailsOf(item) }}
            looks={looks}
            skip={['title', 'project', 'details', 'raised_by', 'occurred_as']}
          />
          <Comments about={{ raid_item: item.id }} />
          <Attachments about={{ raid_item: item.id }} />
        </>
      )}
    />
  );
}

function RaidActions({ item }: { item: RaidItemEntry }) {
  const { id, kind, status, tasks, milestones, items, occurred_as } = item;
  const of = { fixed: { item: id }, ifMatch: tagOf(item) };
  return (
    <>
      <CommandButton {...of} command="set-raid-status" initial={{ status }} />
      <CommandButton
        {...of}
        command="change-raid-item"
        only={[...CHANGED, ...OF_KIND[kind]]}
        initial={{ ...item, ...detailsOf(item) }}
      />
      <CommandButton {...of} command="link-raid-item" initial={{ tasks, milestones, items }} />
      {kind === 'risk' && !occurred_as && (
        <CommandButton command="raise-issue-from-risk" fixed={{ risk: id }} ifMatch={tagOf(item)} />
      )}
    </>
  );
}
