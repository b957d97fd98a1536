/** What staff does. */
export const staff = {
  'partners.title': 'Partner users',
  'partners.empty': 'Nobody outside can log in yet.',
  'partners.emptyWhy': 'Invite somebody: the firm, the person and what to see, in four steps.',
  'viewAs.title': 'View as',
  'viewAs.choose': 'Choose a partner, and see the portal exactly as it is for him, read-only.',
  'viewAs.of': 'The portal of {name}',
  'viewAs.lead':
    'You will see exactly what {name} sees, and nothing can be changed. Say first why you look.',
  'viewAs.reason': 'Why do you look?',
  'viewAs.reasonHint': 'Such as a support call. It stays in sight and goes along with every read.',
  'viewAs.begin': 'View as this partner',
  'viewAs.banner': 'You view as somebody else',
  'viewAs.because': 'Read-only. Reason: {reason}',
  'viewAs.end': 'End',
};
