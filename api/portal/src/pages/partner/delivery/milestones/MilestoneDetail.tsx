import { usePortalRecord } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions } from '../../../../ui/Actions';
import { Detail } from '../../../../ui/Detail';
import { Facts } from '../../../../ui/Facts';
import { Told } from '../../../../ui/Problem';
import { Remarks } from '../../../../ui/remarks/Remarks';
import { fieldsIn, textOrNothing } from '../../../../ui/shown';
import { slippage, useSlipWords } from './slippage';

const FACTS = ['target', 'forecast', 'actual', 'is_value', 'owner'];
const CHANGED = ['name', 'target', 'forecast', 'actual', 'is_value'];

interface MilestoneDetailProps {
  id: string;
  onClose(): void;
}

/** One milestone: when it was promised, is expected, was reached. */
export function MilestoneDetail({ id, onClose }: MilestoneDetailProps) {
  const { t } = useI18n();
  const words = useSlipWords();
  const milestone = usePortalRecord('milestone', { path: { id } });
  return (
    <Detail title={textOrNothing(milestone.data?.record.name) ?? '–'} onClose={onClose}>
      <Told of={milestone}>
        {({ record, tag }) => (
          <>
            <Actions
              actions={[
                {
                  label: t('milestones.change'),
                  rare: true,
                  form: {
                    command: 'change-milestone',
                    fixed: { milestone: id },
                    changes: true,
                    ifMatch: tag,
                    ...fieldsIn(record, CHANGED),
                  },
                },
              ]}
            />
            <Facts
              record={record}
              fields={slippage(record) === undefined ? FACTS : [...FACTS, 'slip']}
              looks={slippage(record) === undefined ? {} : { slip: words(record) }}
            />
            <Remarks about="milestone" id={id} />
          </>
        )}
      </Told>
    </Detail>
  );
}
