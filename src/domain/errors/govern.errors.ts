/** Errors of governance: enrolling, suspending, and registering keys. */
export const GOVERN_ERRORS = {
  GovernorMissing: {
    sentence: "This gateway holds no governor key.",
    remedy: "Use the gateway of the consortium's registrar, or send the measure on chain from its account.",
  },
  GovernanceForbidden: {
    sentence: "The account {account} lacks the role for this measure.",
    remedy: "Use an account with the role. The administrators of the AccessManager grant roles.",
  },
  CountryUnknown: {
    sentence: "{code} is not a country's code of ISO 3166-1 alpha-2.",
    remedy: "{advice}",
  },
  MeasureUnconfirmed: {
    sentence: "The measure's transaction {transaction} is not yet confirmed.",
    remedy: "Check whether the measure is in force before you repeat it.",
  },
} as const;
