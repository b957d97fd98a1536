/** What staff does. */
export const staff: Record<keyof typeof import('../en/staff').staff, string> = {
  'partners.title': 'Partnerbenutzer',
  'partners.empty': 'Noch kann sich niemand von außen anmelden.',
  'partners.emptyWhy':
    'Laden Sie jemanden ein: die Firma, die Person und was zu sehen ist, in vier Schritten.',
  'viewAs.title': 'Ansehen als',
  'viewAs.choose':
    'Wählen Sie einen Partner und sehen Sie das Portal genau so, wie es für ihn ist, nur lesend.',
  'viewAs.of': 'Das Portal von {name}',
  'viewAs.lead':
    'Sie sehen genau das, was {name} sieht; ändern lässt sich nichts. Sagen Sie zuerst, warum Sie hineinsehen.',
  'viewAs.reason': 'Warum sehen Sie hinein?',
  'viewAs.reasonHint':
    'Zum Beispiel eine Supportanfrage. Der Grund bleibt sichtbar und geht mit jeder Abfrage mit.',
  'viewAs.begin': 'Als dieser Partner ansehen',
  'viewAs.banner': 'Sie sehen das Portal eines anderen',
  'viewAs.because': 'Nur lesend. Grund: {reason}',
  'viewAs.end': 'Beenden',
};
