import type { ActionView, ShipmentActions } from "../../api/work.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { REQUIRED_MEMBERS } from "../../domain/payload/required-members.ts";
import { judgeAction, type JudgedAction } from "../../domain/rules/judge-action.ts";
import { KIND_NAMES } from "../../domain/rules/kind.ts";
import { momentOf } from "../../domain/rules/moment.ts";
import { holdsUnitAround, mayWriteAbout } from "../../store/access/write-access.ts";
import { readCases } from "../../store/chain/cases.ts";
import { listCorrectable } from "../../store/chain/entries.ts";
import { readMovable } from "../../store/work/action-candidates.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { viewCase } from "../read/cases.ts";
import { viewEntry } from "../read/entries.ts";
import type { AudienceContext } from "../read/audience.ts";
import { FollowedLedger } from "../record/followed-ledger.ts";

/** The data by which the gateway judges possible entries. */
export interface ActionContext extends AudienceContext {
  /** Whether the gateway holds a valid key of the participant. */
  readonly signsFor: (participant: ParticipantId) => boolean;
}

function viewAction({ kind, choices, refusal }: JudgedAction): ActionView {
  return {
    kind,
    choices,
    requires: REQUIRED_MEMBERS[kind] ?? [],
    refusal: refusal === undefined ? null : { code: refusal.code, facts: refusal.facts },
  };
}

/** Largest number of units to load into, and of entries to correct. */
const NAMED = 100;

/**
 * Judges for each kind whether the ledger would accept an entry of the caller on a shipment now, by the rules of the
 * contract and the state in the store. It is available to participants that may write about the shipment. It tries the
 * newest units and the newest entries; older ones may be acceptable as well.
 *
 * @throws PortolanError `ShipmentUnknown`.
 */
export async function listActions(
  acting: ActionContext,
  caller: Caller,
  shipment: ShipmentId,
): Promise<ShipmentActions> {
  const { db, directory } = acting;
  const { participant } = caller;
  const visibility = visibilityOf(caller);
  const ledger = new FollowedLedger(db);
  await ledger.load([shipment]);
  const { head, custody } = ledger.state.shipment(shipment);
  const mayWrite =
    (await mayWriteAbout(db, visibility, shipment)) || (await holdsUnitAround(db, participant, shipment));
  if (!mayWrite || custody.phase === "Unknown") throw new PortolanError("ShipmentUnknown", { shipment });

  const units = (await readMovable(db, participant, NAMED + 1)).filter(({ id }) => id !== shipment).slice(0, NAMED);
  await ledger.load(units.map(({ id }) => id));
  const cases = await readCases(db, shipment);
  const entries = await listCorrectable(db, visibility, shipment, NAMED);
  const candidates = {
    participants: directory.all().map(({ id }) => id),
    cases: [...cases].sort((a, b) => Number(a.closedAt > 0) - Number(b.closedAt > 0)).map(({ hold }) => hold),
    units: units.map(({ id }) => id),
    entries: entries.map(({ hash }) => hash),
  };
  const moment = momentOf(Math.floor(Date.now() / 1_000), (id) => directory.get(id));
  return {
    shipment,
    head,
    unsettled: ledger.unsettled.has(shipment),
    signer: acting.signsFor(participant) ? "gateway" : "wallet",
    actions: KIND_NAMES.map((kind) =>
      viewAction(judgeAction(ledger.state, { shipment, author: participant, kind }, candidates, moment)),
    ),
    cases: cases.map((record) => viewCase(acting, record)),
    units,
    entries: entries.map((record) => viewEntry(acting, record)),
  };
}
