import type { Entry, ParticipantId } from "../entry.ts";
import type { Case, Custody } from "../rules/custody.ts";
import { KINDS } from "../rules/kind.ts";
import { ROLES, type RoleBits } from "../rules/role.ts";
import { OPEN_END, type Entitlement, type EntitlingRule } from "./entitlement.ts";

/** A recorded entry with the states of its shipment around it. */
export interface AudienceStep {
  readonly position: number;
  readonly entry: Entry;
  readonly before: Custody;
  readonly after: Custody;
  /** The case that the entry opens or names, after it. */
  readonly customsCase: Case | undefined;
  /** The author's active roles when the entry was recorded. */
  readonly roles: RoleBits;
}

/** An entitlement that ends with an entry, which its reader still reads. */
export type EndedEntitlement = Pick<Entitlement, "shipment" | "reader" | "rule" | "until">;

/** The entitlements that an entry gives and ends. */
export interface AudienceChange {
  readonly given: readonly Entitlement[];
  readonly ended: readonly EndedEntitlement[];
}

/**
 * Computes how an entry changes who reads its shipment. A custody that customs take themselves (Seize, or Unload from
 * a unit) entitles to nothing, as the taker's own statement; its agency reads by the country that others name.
 */
export function entitlementsAfter(step: AudienceStep): AudienceChange {
  const { position, entry, before, after } = step;
  const { shipment, kind, author } = entry;
  const given: Entitlement[] = [];
  const ended: EndedEntitlement[] = [];
  const give = (reader: ParticipantId, rule: EntitlingRule, from: number, until: number) =>
    given.push({ shipment, reader, rule, since: position, from, until });

  if (kind === KINDS.Consign) give(author, "consignor", 0, OPEN_END);
  if (after.custodian !== before.custodian) {
    if (before.custodian !== 0) ended.push({ shipment, reader: before.custodian, rule: "custodian", until: position });
    if (after.custodian !== 0 && !isTakenByCustoms(step)) {
      give(after.custodian, "custodian", position, OPEN_END);
      if (kind !== KINDS.Consign) give(after.custodian, "successor", 0, position);
    }
  }
  if (after.offeredTo !== before.offeredTo) {
    if (before.offeredTo !== 0) ended.push({ shipment, reader: before.offeredTo, rule: "offered", until: position });
    if (after.offeredTo !== 0) give(after.offeredTo, "offered", 0, OPEN_END);
  }
  for (const reader of partiesNamed(step)) give(reader, "named", position, position);
  return { given, ended };
}

function isTakenByCustoms({ entry: { kind }, roles }: AudienceStep): boolean {
  return kind === KINDS.Seize || (kind === KINDS.Unload && (roles & ROLES.customs) !== 0);
}

/** The participants that an entry about a case addresses. */
function partiesNamed({
  entry: { author, kind, counterparty },
  customsCase,
}: AudienceStep): ReadonlySet<ParticipantId> {
  const named = new Set<ParticipantId>();
  if (kind === KINDS.Notice) named.add(counterparty);
  if (customsCase !== undefined) named.add(customsCase.agency).add(customsCase.custodian);
  named.delete(author);
  named.delete(0);
  return named;
}
