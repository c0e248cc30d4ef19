/** The effect that a statute gives to a lapsed deadline, each as a sentence. */
export const LAPSE_EFFECTS = {
  deemedDetained: "The goods are deemed detained.",
  deemedExcluded: "The goods are deemed excluded.",
  deemedDenied: "The request is deemed denied.",
  deemedConfirmed: "The decision is deemed confirmed.",
  deemedCondemned: "The goods are deemed condemned as forfeited.",
  summaryForfeiture: "The goods may be forfeited without a court.",
  returnDuty: "The goods must be returned.",
  releaseDuty: "The goods must be released.",
  appealOpens: "An appeal or an action in court opens.",
  routeCloses: "This remedy closes.",
  optionVoid: "The option becomes void.",
  noticeDuty: "The notice must be served with its reasons.",
  none: "The statute names no effect.",
} as const;

export type LapseEffect = keyof typeof LAPSE_EFFECTS;
