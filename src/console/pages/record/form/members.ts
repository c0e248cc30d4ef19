import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import type { PortolanMember } from "../../../../domain/payload/portolan-members.ts";
import type { Kind } from "../../../../domain/rules/kind.ts";
import { textIfAny } from "../../../texts/text.ts";

const PLACE = ["portolan:place", "portolan:placeName"] as const;

/** The members that authors of each kind usually fill in, besides the required ones. */
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
  Notice: [
    ...(["portolan:measure", "portolan:reason", "portolan:legalBasis", "portolan:rights"] as const),
    ...(["portolan:respondBy", "portolan:respondTo", "portolan:language", "portolan:officer"] as const),
  ],
  Release: ["portolan:officer", ...PLACE],
  Contest: ["portolan:legalBasis"],
  Uphold: [],
  Annul: [],
  Seize: [...PLACE],
  Forfeit: [],
  Correct: ["portolan:description", ...PLACE, "portolan:seals"],
  Close: [...PLACE, "portolan:description"],
  Charge: [],
  Hear: ["portolan:evidence", "portolan:exemption", "portolan:legalBasis", "portolan:officer"],
  Appeal: ["portolan:legalBasis"],
  Lapse: ["portolan:description"],
};

/** The members of a kind's payload in the order of the form's fields, each once. */
interface MembersOfKind {
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

/** Groups of members of which one is required; a single required member is a group of one. */
export function neededOf({ required = [], allOf = [] }: FieldSchema): readonly (readonly string[])[] {
  return [...required.map((member) => [member]), ...allOf.map(({ anyOf }) => anyOf.map(({ required: [one] }) => one))];
}

/** The label of a member: from the catalogue, or the member's name. */
export const labelOf = (member: string): string => textIfAny(`member.${member}`) ?? member;

/** A choice of a closed list: by its member, as a code, or as the name of a member. */
export function choiceOf(member: string, value: string): string {
  return textIfAny(`member.${member}.${value}`) ?? textIfAny(`code.${value}`) ?? labelOf(value);
}

/** The hint for a member's field. */
export const hintOf = (member: string): string | undefined => textIfAny(`member.${member}.hint`);
