import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { RecordFacts } from '../../../ui/Facts';
import { Empty } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { ChangeOrEnd } from './ChangeOrEnd';
import { useLooks } from './looks';

/** What is to be reached in a project. */
export function Milestones({ project }: { project: string }) {
  const { t } = useI18n();
  const looks = useLooks();
  const list = useStaffRows('staff_milestones', { filters: { project } });
  const add = <CommandButton command="add-milestone" fixed={{ project }} />;
  return (
    <Records
      of={list}
      first="name"
      name="staff-milestones"
      caption={t('project.milestones')}
      looks={looks}
      without={['project']}
      toolbar={add}
      csv={`/v1/staff/milestones?project=${project}&format=csv`}
      empty={
        <Empty title={t('project.noMilestones')}>
          {t('project.noMilestonesWhy')} {add}
        </Empty>
      }
      titleOf={({ name }) => name}
      actions={(milestone) => (
        <ChangeOrEnd
          of={milestone}
          as="milestone"
          change="change-milestone"
          end="remove-milestone"
        />
      )}
      detail={(milestone) => (
        <>
          <RecordFacts of={milestone} looks={looks} skip={['name', 'project']} />
          <Comments about={{ milestone: milestone.id }} />
          <Attachments about={{ milestone: milestone.id }} />
        </>
      )}
    />
  );
}
