import { Checkbox, Select, Stack, Switch, Text } from '@mantine/core';
import type { Module, PartnerType } from '../../../../api/client';
import { useStaffRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { PARTNER_TYPES } from '../../fields/scopes';
import { MODULES } from '../Licences';
import { accountOf, policyOf, userOf } from './draft';
import type { StepProps } from './Who';

/** Which parts of the portal, whether processes, and what kind of partner the firm is. */
export function What({ draft, known, lacking, onChange }: StepProps) {
  const { t, name } = useI18n();
  const account = accountOf(draft, known);
  const policy = policyOf(draft, known);
  const user = userOf(draft, known);
  const owners = useStaffRows('staff_users', {}, !account);
  const kind = account && account.kind !== 'customer' ? account.kind.partner : undefined;
  /** Whoever was there before keeps what he has. */
  const kept = draft.made ? undefined : user;
  const given = kept ? kept.modules : policy?.modules;
  return (
    <Stack maw={560}>
      {account ? (
        <Text>
          {account.name}
          {kind && `: ${name(kind)}`}
        </Text>
      ) : (
        <>
          <Select
            label={t('invite.type')}
            data={PARTNER_TYPES.map((value) => ({ value, label: name(value) }))}
            value={draft.partnerType ?? null}
            onChange={(value) => onChange({ partnerType: (value as PartnerType) ?? undefined })}
            error={lacking.includes('partnerType') ? t('form.required') : undefined}
            withAsterisk
          />
          <Select
            label={t('invite.owner')}
            description={t('invite.ownerHint')}
            data={(owners.data?.rows ?? [])
              .filter(({ roles }) => roles.length > 0)
              .map(({ id, display_name }) => ({ value: id, label: display_name }))}
            value={draft.owner ?? null}
            onChange={(value) => onChange({ owner: value ?? undefined })}
            clearable
            searchable
          />
        </>
      )}
      <Checkbox.Group
        label={name('modules')}
        description={given && t(kept ? 'invite.hasAlready' : 'invite.byPolicy')}
        value={draft.modules}
        onChange={(modules) => onChange({ modules: modules as Module[] })}
      >
        <Stack gap={4} mt="xs">
          {MODULES.map((module) => (
            <Checkbox
              key={module}
              value={module}
              label={name(module)}
              description={t(`module.${module}`)}
              disabled={kept?.modules.includes(module)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Switch
        label={name('process_feedback')}
        description={t('invite.feedbackHint')}
        checked={draft.processFeedback}
        disabled={kept?.process_feedback}
        onChange={(event) => onChange({ processFeedback: event.currentTarget.checked })}
      />
    </Stack>
  );
}
