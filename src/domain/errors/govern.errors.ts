/** Errors of measures of governance. */
export const GOVERN_ERRORS = {
  GovernorMissing: {
    sentence: "This gateway holds no governor's key.",
    remedy: "Make the measure at the gateway of the consortium's registrar, or with its own account on chain.",
  },
  GovernanceForbidden: {
    sentence: "The account {account} holds no role that may do this.",
    remedy: "Let an account with the role make the measure; the AccessManager's administrators grant roles.",
  },
  MeasureUnconfirmed: {
    sentence: "The transaction {transaction} of the measure is not confirmed yet; it may still be.",
    remedy: "Look whether the measure has taken effect before you repeat it.",
  },
} as const;
