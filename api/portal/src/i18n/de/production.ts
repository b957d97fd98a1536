/** Work steps, processes, orders and the plan. */
export const production: Record<keyof typeof import('../en/production').production, string> = {
  'workSteps.title': 'Arbeitsgänge',
  'workSteps.empty': 'Noch kein Arbeitsgang betrifft Sie.',
  'workSteps.emptyWhy':
    'Sie sehen die Arbeitsgänge auf Ressourcen, die mit Ihnen verknüpft sind. Ihr Planer verknüpft sie.',
};
