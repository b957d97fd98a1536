import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Value } from '../../ui/command/Value';

/** Kinds of records that are chosen from a list; every other is named by its id. */
const KINDS = {
  work_step: 'WorkStepId',
  production_order: 'ProductionOrderId',
  order_item: 'OrderItemId',
  project: 'ProjectId',
  phase: 'PhaseId',
  milestone: 'MilestoneId',
  task: 'TaskId',
  raid_item: 'RaidItemId',
  partner_user: 'PartnerUserId',
  resource: 'ResourceId',
} as const;
const BY_ID = 'id';

interface RecordSelectProps {
  value?: string;
  onChange(record: string | undefined): void;
}

/** Which record is meant: one of a list, or by its id or number, such as that of an order. */
export function RecordSelect({ value, onChange }: RecordSelectProps) {
  const { t, name } = useI18n();
  const [kind, setKind] = useState<string>(value ? BY_ID : 'work_step');
  const [written, write] = useState(value ?? '');
  const source = KINDS[kind as keyof typeof KINDS];
  return (
    <>
      <Select
        label={t('audit.kind')}
        data={[
          ...Object.keys(KINDS).map((one) => ({ value: one, label: name(one) })),
          { value: BY_ID, label: t('audit.byId') },
        ]}
        value={kind}
        onChange={(next) => setKind(next ?? kind)}
        allowDeselect={false}
        w={{ base: '100%', sm: 190 }}
      />
      {source ? (
        <div className="audit-record">
          <Value
            key={kind}
            label={t('audit.record')}
            form={{ kind: 'text', name: source }}
            value={value}
            onChange={(next) => onChange(next as string | undefined)}
          />
        </div>
      ) : (
        <TextInput
          label={t('audit.record')}
          description={t('audit.byIdHint')}
          value={written}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={() => onChange(written.trim() || undefined)}
          onKeyDown={(event) => event.key === 'Enter' && onChange(written.trim() || undefined)}
          w={{ base: '100%', sm: 360 }}
        />
      )}
    </>
  );
}
