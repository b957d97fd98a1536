import { usePortalRecord } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions } from '../../../../ui/Actions';
import { Detail } from '../../../../ui/Detail';
import { Facts } from '../../../../ui/Facts';
import { Told } from '../../../../ui/Problem';
import { fieldsIn, textOrNothing } from '../../../../ui/shown';

const FACTS = ['owner', 'start', 'end', 'tasks', 'tasks_done', 'planned_hours', 'logged_hours'];
const CHANGED = ['name', 'start', 'end'];

interface PhaseDetailProps {
  id: string;
  onClose(): void;
}

/** One phase of a project. */
export function PhaseDetail({ id, onClose }: PhaseDetailProps) {
  const { t } = useI18n();
  const phase = usePortalRecord('phase', { path: { id } });
  return (
    <Detail title={textOrNothing(phase.data?.record.name) ?? t('plan.phase')} onClose={onClose}>
      <Told of={phase}>
        {({ record, tag }) => (
          <>
            {!record.heading_only && (
              <Actions
                actions={[
                  {
                    label: t('plan.changePhase'),
                    rare: true,
                    form: {
                      command: 'change-phase',
                      fixed: { phase: id },
                      changes: true,
                      ifMatch: tag,
                      ...fieldsIn(record, CHANGED),
                    },
                  },
                ]}
              />
            )}
            <Facts record={record} fields={FACTS} />
          </>
        )}
      </Told>
    </Detail>
  );
}
