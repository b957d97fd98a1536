import { TextInput } from '@mantine/core';
import { useI18n } from '../../i18n';

interface UserNameProps {
  value: string;
  autoFocus?: boolean;
  onChange(value: string): void;
}

/** By which name somebody signs in. */
export function UserName({ onChange, ...rest }: UserNameProps) {
  const { t } = useI18n();
  return (
    <TextInput
      {...rest}
      label={t('signIn.user')}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="username"
      required
    />
  );
}
