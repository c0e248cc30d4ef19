import { CASE_PARTS, type CasePart } from "../../domain/cases/case-part.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { countryFromBytes } from "../../domain/places/country-bytes.ts";
import type { Standing } from "../../domain/rules/custody.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { ProcessRecord } from "../../store/chain/cases.ts";
import type { Caller } from "../caller.ts";
import { affectedParties } from "../read/affected-parties.ts";

const STANDING_TEXTS: Readonly<Record<Standing, string>> = {
  Unserved: "{party} has no recorded notice.",
  Served: "{party} has a notice, and was neither heard nor waived its hearing.",
  Waived: "{party} waived its hearing.",
  Heard: "{party} was heard.",
};

/** The caller's part in a case. */
export function partOf(record: ProcessRecord, { participant, roles, jurisdiction }: Caller): CasePart {
  if (participant === record.agency) return "agency";
  const standing = affectedParties(record).get(participant);
  if (standing !== undefined) return standing === "Unserved" ? "affected" : "subject";
  const isTribunal = (roles & ROLES.tribunal) !== 0 && jurisdiction === countryFromBytes(record.jurisdiction);
  return isTribunal || participant === record.tribunal ? "tribunal" : "reader";
}

export const sayPart = (part: CasePart): string => CASE_PARTS[part];

/** Says how a case stands, by what the ledger records. */
export function sayState(record: ProcessRecord, nameOf: (id: ParticipantId) => string): string[] {
  const { charged, exempt, contested, instance, tribunal, seized, closedAt } = record;
  const said = [
    charged === 1 ? "The agency stated what it alleges." : "The agency has not stated what it alleges.",
    ...Array.from(affectedParties(record), ([party, standing]) =>
      STANDING_TEXTS[standing].replace("{party}", nameOf(party)),
    ),
  ];
  if (exempt === 1) said.push("The agency stated that the law exempts the case from a hearing.");
  if (seized === 1) said.push("The goods are seized.");
  if (contested === 1)
    said.push(`A remedy is open before instance ${instance}. Nothing is forfeited before its decision.`);
  else if (tribunal !== 0 && closedAt === 0) said.push(`${nameOf(tribunal)} decided in instance ${instance}.`);
  said.push(closedAt === 0 ? "The case is open." : "The case is closed.");
  return said;
}
