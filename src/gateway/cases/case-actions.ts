import type { CaseAction } from "../../api/case-detail.ts";
import { CASE_ACTS, isRemedy, sayCaseAct, type CaseAct } from "../../domain/cases/case-act.ts";
import { judgeAction } from "../../domain/rules/judge-action.ts";
import { momentOf } from "../../domain/rules/moment.ts";
import { ROLES } from "../../domain/rules/role.ts";
import { mayWriteAbout } from "../../store/access/write-access.ts";
import type { ProcessRecord } from "../../store/chain/cases.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { FollowedLedger } from "../record/followed-ledger.ts";
import type { ActionContext } from "../work/actions.ts";
import { partOf } from "./case-facts.ts";

/**
 * Judges each kind of entry about a case for the caller, by the rules of the contract on the followed state. Empty for a
 * caller that is no party to the case.
 */
export async function caseActions(
  acting: ActionContext,
  caller: Caller,
  record: ProcessRecord,
): Promise<readonly CaseAction[]> {
  const part = partOf(record, caller);
  const { shipment, hold } = record;
  if (part === "reader" || !(await mayWriteAbout(acting.db, visibilityOf(caller), shipment))) return [];
  const ledger = new FollowedLedger(acting.db);
  await ledger.load([shipment]);
  const now = acting.now();
  const moment = momentOf(now, (id) => acting.directory.get(id));
  // Only an Appeal names another than an affected party: the tribunal to which it goes.
  const participants = acting.directory
    .all()
    .filter(({ id, roles }) => (roles & ROLES.tribunal) !== 0 && id !== caller.participant)
    .map(({ id }) => id);
  const candidates = { participants, cases: [hold], units: [], entries: [] };
  return CASE_ACTS.map((kind) => {
    const asked = { shipment, author: caller.participant, kind };
    const { choices, refusal } = judgeAction(ledger.state, asked, candidates, moment);
    // An inspection may also stand without a case.
    const choice = choices.find(({ refersTo }) => refersTo === hold);
    return {
      kind,
      what: sayCaseAct(kind, part === "agency"),
      allowed: choice !== undefined,
      counterparties: [...(choice?.counterparties ?? [])],
      alone: choice?.alone ?? false,
      ...timesOf(kind, record, now),
      refusal: refusal === undefined ? null : { code: refusal.code, facts: refusal.facts },
      reason: refusal?.toError().message ?? null,
    };
  });
}

/** From when, or until when, the ledger protects an act. */
function timesOf(
  kind: CaseAct,
  { remedyUntil, closedAt, contested }: ProcessRecord,
  now: number,
): Pick<CaseAction, "from" | "until" | "times"> {
  const none = { from: null, until: null, times: null };
  if (closedAt > 0 || remedyUntil === 0) return none;
  if (kind === "Forfeit")
    return { ...none, from: remedyUntil, times: "The ledger refuses a forfeiture before this time." };
  if (!isRemedy(kind) && kind !== "Hear") return none;
  if (contested === 1 && isRemedy(kind)) return none;
  const times =
    now < remedyUntil
      ? "Until then nothing is forfeited. The law may set another time: see the clocks and the notice."
      : "The protected time has ended: the agency may end the case at any time.";
  return { ...none, until: remedyUntil, times };
}
