import { useCallback } from 'react';
import type { Author } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { useNames } from '../../../ui/names';

/** What an author is called: the person that he was, else the user. */
export function useAuthors(): (author: Author | null | undefined) => string {
  const { t } = useI18n();
  const persons = useNames('PersonId');
  const staff = useNames('StaffUserId');
  const partners = useNames('PartnerUserId');
  return useCallback(
    (author) => {
      if (!author) return t('project.nobody');
      const user = Object.values(author.user as object)[0] as unknown;
      return persons(author.person) || staff(user) || partners(user) || t('project.nobody');
    },
    [persons, staff, partners, t],
  );
}
