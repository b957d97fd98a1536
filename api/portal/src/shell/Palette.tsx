import { Spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useI18n } from '../i18n';
import { accountPages } from '../pages/account/entries';
import { useMe, useSignOut } from '../session';
import { navigationOf } from './navigation';

/** Every page by its name, with Ctrl-K (the shell hears it); never the only way. */
export function Palette() {
  const { t } = useI18n();
  const me = useMe();
  const go = useNavigate();
  const signOut = useSignOut();
  const inNavigation = navigationOf(me).flatMap((group) => group.entries);
  const ofOneself = accountPages.filter(({ isFor }) => isFor(me));
  const actions = [...inNavigation, ...ofOneself].map(({ path, label }) => ({
    id: path,
    label: t(label),
    onClick: () => void go({ to: path }),
  }));
  const leave = { id: 'sign-out', label: t('account.signOut'), onClick: () => void signOut() };
  return (
    <Spotlight
      actions={[...actions, leave]}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.open'), 'aria-label': t('palette.open') }}
    />
  );
}
