import type { ProcessEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { CommandButton } from '../../../ui/CommandButton';
import { DataTable } from '../../../ui/DataTable';
import { RecordFacts } from '../../../ui/Facts';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Records } from '../../../ui/Records';
import { useSearchState } from '../../../ui/search';
import { ConflictDialog } from './ConflictDialog';
import { usePlanning } from './planning';
import { StepDetail } from './StepDetail';

/** All work steps as a list. */
export function WorkSteps() {
  const { t } = useI18n();
  const { workspace_zone: zone } = useMe();
  const [search, setSearch] = useSearchState();
  const planning = usePlanning();
  const list = useStaffRows('staff_work_steps');
  const resources = useStaffRows('resources').data?.rows ?? [];
  return (
    <Told of={list}>
      {(told) => (
        <>
          <DataTable
            {...told}
            name="staff-work-steps"
            caption={t('plan.workSteps')}
            filters={['status', 'resource']}
            zone={zone}
            csv="/v1/staff/work-steps?format=csv"
            open={search.open}
            onOpen={({ id }) => setSearch({ open: id })}
            empty={<Empty title={t('plan.noSteps')}>{t('plan.noStepsWhy')}</Empty>}
          />
          <StepDetail
            step={told.rows.find(({ id }) => id === search.open)}
            resources={resources}
            planning={planning}
            onClose={() => setSearch({ open: undefined })}
          />
          <ConflictDialog planning={planning} steps={told.rows} resources={resources} />
        </>
      )}
    </Told>
  );
}

/** All processes: what is to be done for orders besides the work on resources. */
export function Processes() {
  const { t } = useI18n();
  const { workspace_zone: zone } = useMe();
  const list = useStaffRows('staff_processes');
  return (
    <Records
      of={list}
      name="staff-processes"
      caption={t('plan.processes')}
      filters={['status', 'name']}
      zone={zone}
      csv="/v1/staff/processes?format=csv"
      empty={<Empty title={t('plan.noProcesses')}>{t('plan.noStepsWhy')}</Empty>}
      titleOf={({ order, name }) => `${order ?? ''} · ${name}`}
      actions={(process) => <ProcessActions process={process} />}
      detail={(process) => <RecordFacts of={process} zone={zone} />}
    />
  );
}

function ProcessActions({ process }: { process: ProcessEntry }) {
  const { id, planned_start, planned_end } = process;
  const subject = { process: id };
  const ifMatch = tagOf(process);
  const slot = planned_start && planned_end ? { start: planned_start, end: planned_end } : {};
  return (
    <>
      <CommandButton
        command="schedule-process"
        fixed={{ process: id }}
        initial={{ slot }}
        ifMatch={ifMatch}
      />
      <CommandButton command="report-feedback" fixed={{ subject }} ifMatch={ifMatch} />
      <CommandButton command="report-work" fixed={{ subject }} ifMatch={ifMatch} />
    </>
  );
}
