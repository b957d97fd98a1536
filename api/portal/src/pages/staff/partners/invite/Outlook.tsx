import { List, Stack, Text, Title } from '@mantine/core';
import { useI18n } from '../../../../i18n';
import { WhatIfOf } from '../../../../ui/WhatIf';
import { wishesOf, type Draft, type Known } from './draft';

interface OutlookProps {
  draft: Draft;
  known: Known;
}

/** What they will see, as the server reckons it from everything that would be sent. */
export function Outlook({ draft, known }: OutlookProps) {
  const { t } = useI18n();
  const wishes = wishesOf(draft, known);
  return (
    <Stack>
      <Title order={3} size="h5">
        {t('invite.outlook')}
      </Title>
      {wishes.length > 0 ? <WhatIfOf commands={wishes} /> : <Text>{t('invite.nothingNew')}</Text>}
      <Missing draft={draft} known={known} />
    </Stack>
  );
}

/** What is missing where less is seen than somebody may expect. */
function Missing({ draft, known }: OutlookProps) {
  const { t } = useI18n();
  const linked = known.resources.filter(({ id }) => draft.resources.includes(id));
  const plans = draft.modules.some((module) => module !== 'projects');
  const told = [
    !draft.modules.length && t('invite.seesNoModules'),
    ...linked
      .filter(({ external }) => !external)
      .map((resource) => t('invite.seesInternal', { resource: resource.name })),
    linked.length > 0 && !plans && t('invite.seesNoPlan'),
    !linked.length && plans && t('invite.seesNoResource'),
  ].filter(Boolean);
  if (!told.length) return null;
  return (
    <List spacing={4}>
      {told.map((one) => (
        <List.Item key={String(one)}>{one}</List.Item>
      ))}
    </List>
  );
}
