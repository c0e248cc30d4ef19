import type { ShipmentActions } from "../../api/work.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { judgeAction } from "../../domain/rules/judge-action.ts";
import { KIND_NAMES } from "../../domain/rules/kind.ts";
import { activeRoles } from "../../domain/participant.ts";
import { readMovable } from "../../store/work/action-candidates.ts";
import { readCases } from "../../store/chain/cases.ts";
import { listCorrectable } from "../../store/chain/entries.ts";
import { holdsUnitAround, mayWriteAbout } from "../../store/access/write-access.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import { viewCase } from "../read/case-view.ts";
import { viewEntry } from "../read/entry-view.ts";
import { FollowedLedger } from "../record/followed-ledger.ts";
import type { Acting } from "./acting.ts";
import { viewAction } from "./action-view.ts";

/** Units to load into, and own entries to correct, that are named at most. */
const NAMED = 100;

/**
 * For every kind of entry, whether the ledger would accept one of the caller on a shipment now: decided by the rules of
 * the contract on the followed state. Whoever may write about the shipment may ask. Of the units to load into and the
 * entries to correct the newest are tried; another one of the same sort would do as well.
 *
 * @throws PortolanError `ShipmentUnknown`.
 */
export async function listActions(acting: Acting, caller: Caller, shipment: ShipmentId): Promise<ShipmentActions> {
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
  const rolesOf = (id: number) => activeRoles(directory.get(id));
  return {
    shipment,
    head,
    unsettled: ledger.unsettled.has(shipment),
    signer: acting.signsFor(participant) ? "gateway" : "wallet",
    actions: KIND_NAMES.map((kind) =>
      viewAction(judgeAction(ledger.state, { shipment, author: participant, kind }, candidates, rolesOf)),
    ),
    cases: cases.map((record) => viewCase(acting, record)),
    units,
    entries: entries.map((record) => viewEntry(acting, record)),
  };
}
