import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act } from "./act.ts";
import { checkEntitled } from "./matter-checks.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";
import { LAST_TIME } from "./times.ts";

/** The rule of journals, as in the Solidity library `JournalRules`. */
export function anchor({ matter, time }: MatterSituation, act: Act): MatterChange | Refusal {
  const { author, until } = act;
  if (until !== 0 && until <= time)
    return refuse("CooperationLedgerTimeOutOfRange", {
      matter: act.matter,
      until,
      earliest: time + 1,
      latest: LAST_TIME,
    });
  const refusal = matter.state === "Kept" ? checkEntitled(act.matter, author, matter.opener) : undefined;
  return refusal ?? { matter: { ...matter, opener: author, state: "Kept" } };
}
