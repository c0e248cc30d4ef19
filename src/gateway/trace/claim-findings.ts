import type { Finding } from "../../api/finding.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KIND_RULES } from "../../domain/rules/kind-rules.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import { ROLES } from "../../domain/rules/role.ts";
import { readAudienceFacts } from "../../store/access/audience-rows.ts";
import type { ReadContext } from "../read/read-context.ts";
import type { Step } from "./step.ts";
import type { TraceInput } from "./trace-input.ts";

/** Whether only customs may record an entry of this step's kind. */
const isOfCustoms = ({ kind }: Step): boolean => KIND_RULES[kindOf(kind)].roles === ROLES.customs;

/**
 * Lists the agencies that wrote about a shipment, although neither a named country nor custody that others gave them
 * entitles them.
 */
export async function readClaimants(
  { db, directory }: ReadContext,
  shipment: ShipmentId,
  own: readonly Step[],
): Promise<ReadonlySet<ParticipantId>> {
  const agencies = new Set(own.filter(isOfCustoms).map(({ author }) => author));
  if (agencies.size === 0) return agencies;
  const { entitlements, countries } = await readAudienceFacts(db, shipment);
  for (const { reader, rule } of entitlements) if (rule !== "named") agencies.delete(reader);
  for (const agency of agencies) if (countries.has(directory.get(agency)?.jurisdiction ?? "")) agencies.delete(agency);
  return agencies;
}

/** Finds entries of agencies that nobody named, so that the owner of the goods sees the claim. */
export function interestClaimed({ own, claimants }: TraceInput): Finding[] {
  return [...claimants].map((agency) => ({
    code: "interest-claimed",
    facts: { agency },
    entries: own.filter((step) => step.author === agency && isOfCustoms(step)).map(({ entry }) => entry.hash),
  }));
}
