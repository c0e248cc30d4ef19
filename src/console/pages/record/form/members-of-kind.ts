import type { Kind } from "../../../../domain/rules/kind.ts";
import type { PortolanMember } from "../../../../domain/payload/portolan-members.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { neededOf } from "./needed-of.ts";

const PLACE = ["portolan:place", "portolan:placeName"] as const;

/** What authors of a kind usually say, beside what is needed. */
const USUAL: Readonly<Record<Kind, readonly PortolanMember[]>> = {
  Consign: [...PLACE, "portolan:itinerary", "portolan:goods", "portolan:seals", "portolan:description"],
  Offer: [...PLACE, "portolan:seals"],
  Accept: [...PLACE, "portolan:seals", "portolan:exceptions"],
  Refuse: [...PLACE, "portolan:seals"],
  Withdraw: ["portolan:reason"],
  Load: [...PLACE, "portolan:seals"],
  Unload: [...PLACE, "portolan:seals"],
  Report: [...PLACE, "portolan:description", "portolan:seals", "portolan:exceptions"],
  Inspect: ["portolan:findings", "portolan:officer", ...PLACE, "portolan:seals"],
  Hold: [...PLACE],
  Notice: ["portolan:respondBy", "portolan:legalBasis", "portolan:officer"],
  Release: ["portolan:officer", ...PLACE],
  Contest: ["portolan:legalBasis"],
  Uphold: [],
  Annul: [],
  Seize: [...PLACE],
  Forfeit: [],
  Correct: ["portolan:description", ...PLACE, "portolan:seals"],
  Close: [...PLACE, "portolan:description"],
};

/** The members of a kind's payload in the order in which a form asks for them, each once. */
export interface MembersOfKind {
  readonly needed: readonly string[];
  readonly usual: readonly string[];
  readonly other: readonly string[];
}

export function membersOfKind(kind: Kind, schema: FieldSchema): MembersOfKind {
  const all = Object.keys(schema.properties ?? {});
  const needed = neededOf(schema)
    .flat()
    .filter((member) => all.includes(member));
  const usual = ["eventTime", ...USUAL[kind]].filter((member) => !needed.includes(member));
  return { needed, usual, other: all.filter((member) => !needed.includes(member) && !usual.includes(member)) };
}
