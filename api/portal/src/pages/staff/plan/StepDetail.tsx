import type { ResourceEntry, WorkStepEntry } from '../../../api/client';
import { useMay } from '../../../api/may';
import { tagOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { Detail, Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { OpenLink } from './OpenLink';
import { PlaceForm } from './PlaceForm';
import type { Planning } from './planning';

interface StepDetailProps {
  step: WorkStepEntry | undefined;
  resources: ResourceEntry[];
  planning: Planning;
  onClose(): void;
}

/** One work step: what is known of it, where it is planned, what was done. */
export function StepDetail({ step, resources, planning, onClose }: StepDetailProps) {
  const { t } = useI18n();
  const { workspace_zone: zone } = useMe();
  const may = useMay();
  const title = step ? `${step.order ?? ''} · ${step.name}` : '';
  return (
    <Detail
      title={title}
      opened={step !== undefined}
      onClose={onClose}
      actions={step && <StepActions step={step} />}
    >
      {step && (
        <>
          <RecordFacts
            of={step}
            zone={zone}
            looks={{
              order: {
                cell: () => <OpenLink tab="orders" id={step.order_id} label={step.order ?? '–'} />,
              },
            }}
          />
          {may('reschedule-work-step') && step.status !== 'completed' && (
            <Part title={t(step.planned_start ? 'plan.moveTitle' : 'plan.scheduleTitle')}>
              {/* Another step, or another place, begins a new form. */}
              <PlaceForm
                key={`${step.id} ${step.revision}`}
                step={step}
                resources={resources}
                planning={planning}
              />
            </Part>
          )}
        </>
      )}
    </Detail>
  );
}

function StepActions({ step }: { step: WorkStepEntry }) {
  const subject = { work_step: step.id };
  const ifMatch = tagOf(step);
  return (
    <>
      <CommandButton command="report-feedback" fixed={{ subject }} ifMatch={ifMatch} />
      <CommandButton command="report-work" fixed={{ subject }} ifMatch={ifMatch} />
      {step.status === 'scheduled' && (
        <ActButton command="unschedule-work-step" body={{ step: step.id }} ifMatch={ifMatch} />
      )}
    </>
  );
}
