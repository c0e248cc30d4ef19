import type { Receipt } from "../api/exchange.ts";
import type { ParcelOutcome } from "./parcel-outcome.ts";

/** The receipt of a parcel that is not stored. `stored` is for the store to state, once the payload is on disk. */
export function receiptOf(outcome: Exclude<ParcelOutcome, { outcome: "storable" }>): Receipt {
  const parcel = outcome.id;
  switch (outcome.outcome) {
    case "unsupported":
      return { parcel, entry: null, outcome: "unsupported", version: outcome.version };
    case "refused":
      return { parcel, entry: null, outcome: "refused", code: outcome.failure.code };
    case "undecryptable":
      return { parcel, entry: null, outcome: "undecryptable", key: outcome.key };
    case "early":
      return { parcel, entry: outcome.entry ?? null, outcome: "early", height: outcome.height };
    case "mismatch":
      return { parcel, entry: outcome.entry, outcome: "mismatch", problem: outcome.problem };
    case "notExpected": {
      const { entry, rule, height } = outcome;
      return { parcel, entry, outcome: "notExpected", rule, height };
    }
  }
}
