import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act } from "./act.ts";
import { isSide } from "./is-side.ts";
import { UNKNOWN_ITEM } from "./item.ts";
import type { MatterChange, MatterSituation } from "./matter-situation.ts";

/** The rules of seals, as in the Solidity library `SealRules`. */

/** The most seconds from now to the end of a seal: 90 days. */
const MAX_SEAL = 90 * 86_400;

export function seal({ matter, seat, jurisdiction, time }: MatterSituation, act: Act): MatterChange | Refusal {
  const { author, code, until } = act;
  if (!isSide(matter, author, seat))
    return refuse("CooperationLedgerNotParty", { matter: act.matter, participant: author });
  return (
    checkEnd(act, time, time + 1) ?? {
      newItem: { ...UNKNOWN_ITEM, state: "Sealed", author, code, until, jurisdiction },
    }
  );
}

export function extendSeal({ item, jurisdiction, time }: MatterSituation, act: Act): MatterChange | Refusal {
  const { matter, author, refersTo } = act;
  if (jurisdiction !== item.jurisdiction)
    return refuse("CooperationLedgerOtherJurisdiction", { seal: refersTo, jurisdiction, required: item.jurisdiction });
  if (author === item.author) return refuse("CooperationLedgerOwnSeal", { seal: refersTo, author });
  if (time >= item.until) return refuse("CooperationLedgerOverdue", { matter, time, due: item.until });
  return checkEnd(act, time, item.until + 1) ?? { item: { ...item, until: act.until, code: act.code } };
}

export function openSeal({ item }: MatterSituation): MatterChange {
  return { item: { ...item, state: "SealOpened" } };
}

export function lapseSeal({ item, time }: MatterSituation, { matter }: Act): MatterChange | Refusal {
  return time < item.until
    ? refuse("CooperationLedgerNotOverdue", { matter, time, due: item.until })
    : { item: { ...item, state: "SealLapsed" } };
}

function checkEnd({ matter, until }: Act, time: number, earliest: number): Refusal | undefined {
  const latest = time + MAX_SEAL;
  return until < earliest || until > latest
    ? refuse("CooperationLedgerTimeOutOfRange", { matter, until, earliest, latest })
    : undefined;
}
