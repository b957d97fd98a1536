import { Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { Language } from '../../../../api/client';
import { useI18n } from '../../../../i18n';
import { contactOf, userOf, type Draft, type Known } from './draft';

export interface StepProps {
  draft: Draft;
  known: Known;
  /** Fields that are lacking. */
  lacking: string[];
  onChange(change: Partial<Draft>): void;
}

/** Chosen instead of a record that is there. */
const NEW = 'new';
const LANGUAGES: Language[] = ['en', 'de'];
const ZONES = Intl.supportedValuesOf('timeZone');

/** Which firm, and who of it. */
export function Who({ draft, known, lacking, onChange }: StepProps) {
  const { t, name } = useI18n();
  const firms = known.accounts.filter(({ kind, open }) => open && kind !== 'customer');
  const contacts = known.contacts.filter(({ account }) => account === draft.account);
  const contact = contactOf(draft, known);
  const user = userOf(draft, known);
  const text = (field: 'firm' | 'name' | 'email' | 'phone' | 'userName', label: string) => ({
    label,
    value: draft[field] ?? '',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ [field]: event.currentTarget.value }),
    error: lacking.includes(field) ? t('form.required') : undefined,
    autoComplete: 'off',
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label={t('invite.firm')}
        data={[
          { value: NEW, label: t('invite.newFirm') },
          ...firms.map((firm) => ({ value: firm.id, label: firm.name })),
        ]}
        value={draft.account ?? NEW}
        onChange={(value) =>
          onChange({
            account: value === NEW ? undefined : (value ?? undefined),
            contact: undefined,
          })
        }
        allowDeselect={false}
        searchable
      />
      {draft.account ? (
        <Select
          label={t('invite.contact')}
          data={[
            { value: NEW, label: t('invite.newContact') },
            ...contacts.map((one) => ({ value: one.id, label: `${one.name} (${one.email})` })),
          ]}
          value={draft.contact ?? NEW}
          onChange={(value) =>
            onChange({ contact: value === NEW ? undefined : (value ?? undefined) })
          }
          allowDeselect={false}
          searchable
        />
      ) : (
        <TextInput {...text('firm', t('invite.firmName'))} withAsterisk />
      )}
      {!contact && (
        <>
          <TextInput {...text('name', t('invite.personName'))} withAsterisk />
          <TextInput {...text('email', name('email'))} type="email" withAsterisk />
          <TextInput {...text('phone', name('phone'))} type="tel" />
        </>
      )}
      {user ? (
        <Text role="status">{t('invite.isThere', { name: user.display_name })}</Text>
      ) : (
        <>
          <TextInput
            {...text('userName', name('user_name'))}
            description={t('invite.userNameHint')}
          />
          <Select
            label={name('language')}
            description={t('invite.languageHint')}
            data={LANGUAGES.map((value) => ({ value, label: name(value) }))}
            value={draft.language ?? null}
            onChange={(value) => onChange({ language: (value as Language | null) ?? undefined })}
            clearable
          />
          <Select
            label={name('time_zone')}
            data={ZONES}
            value={draft.timeZone ?? null}
            onChange={(value) => onChange({ timeZone: value ?? undefined })}
            allowDeselect={false}
            searchable
            limit={50}
          />
        </>
      )}
    </SimpleGrid>
  );
}
