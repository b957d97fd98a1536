import { Button, useMantineColorScheme } from '@mantine/core';
import { useI18n } from '../i18n';

/** Language, and light or dark. */
export function Settings() {
  const { t, locale, set } = useI18n();
  const { toggleColorScheme } = useMantineColorScheme();
  const other = locale === 'de' ? 'en' : 'de';
  return (
    <>
      <Button variant="subtle" px="xs" lang={other} onClick={() => set(other)}>
        {t('language.other')}
      </Button>
      <Button variant="subtle" px="xs" aria-label={t('scheme.toggle')} onClick={toggleColorScheme}>
        <span aria-hidden="true">◐</span>
      </Button>
    </>
  );
}
