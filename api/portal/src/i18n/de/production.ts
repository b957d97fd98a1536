/** Work steps, processes, orders and the plan. */
export const production: Record<keyof typeof import('../en/production').production, string> = {
  'workSteps.title': 'Arbeitsgänge',
  'workSteps.empty': 'Noch kein Arbeitsgang betrifft Sie.',
  'workSteps.emptyWhy':
    'Sie sehen die Arbeitsgänge auf Ressourcen, die mit Ihnen verknüpft sind. Ihr Planer verknüpft sie.',
  'timeline.zoom': 'Zoom',
  'timeline.further': 'Mehr Zeit zeigen',
  'timeline.nearer': 'Weniger Zeit zeigen',
  'timeline.zoom.quarter': 'Quartal',
  'timeline.zoom.month': 'Monate',
  'timeline.zoom.week': 'Wochen',
  'timeline.zoom.day': 'Tage',
  'timeline.zoom.hour': 'Stunden',
  'timeline.today': 'Heute',
  'timeline.print': 'Drucken',
  'timeline.now': 'jetzt',
  'timeline.week': 'KW {week}',
  'timeline.fresh': 'eben geändert',
  'timeline.keys':
    'Pfeiltasten gehen von Balken zu Balken, Eingabe öffnet einen, Plus und Minus zoomen.',
  'timeline.keysMove':
    'Pfeiltasten gehen von Balken zu Balken, Eingabe öffnet einen, Plus und Minus zoomen. Alt mit einer Pfeiltaste verschiebt einen Balken in der Zeit oder in eine andere Zeile, mit Umschalt sein Ende; dann speichert Eingabe, Escape verwirft.',
  'timeline.draft': '{row}, {times}. Eingabe speichert, Escape verwirft.',
};
