import { Select } from '@mantine/core';
import { useStaffRows } from '../../api/rows';
import { useI18n } from '../../i18n';
import { ProblemAlert } from '../../ui/Problem';

interface PartnerSelectProps {
  value?: string;
  onChange(partner: string | undefined): void;
}

/** Which partner user is meant; those who may no longer come in are there as well. */
export function PartnerSelect({ value, onChange }: PartnerSelectProps) {
  const { t } = useI18n();
  const users = useStaffRows('partner_users');
  if (users.error) return <ProblemAlert error={users.error} />;
  const chosen = users.data?.rows.find(({ id, user_name }) => id === value || user_name === value);
  return (
    <Select
      label={t('audit.partner')}
      placeholder={t('form.choose')}
      data={(users.data?.rows ?? []).map(({ id, display_name, user_name }) => ({
        value: id,
        label: `${display_name} · ${user_name}`,
      }))}
      value={chosen?.id ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      w={{ base: '100%', sm: 300 }}
    />
  );
}
