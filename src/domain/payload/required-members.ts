import type { Kind } from "../rules/kind.ts";
import type { PortolanMember } from "./portolan-members.ts";

/** Members of an EPCIS event that say the same as one of ours. */
type EpcisMember = "errorDeclaration" | "disposition";

/** What the payload of a kind must say, and why it must. */
export interface Requirement {
  /** One of these members is needed. */
  readonly anyOf: readonly (PortolanMember | EpcisMember)[];
  readonly reason: string;
}

const ADVERSE_MEASURE: readonly Requirement[] = [
  { anyOf: ["portolan:legalBasis"], reason: "no measure against goods without the law that allows it" },
  { anyOf: ["portolan:reason"], reason: "whoever is affected must learn why, to be heard on it" },
  { anyOf: ["portolan:officer"], reason: "an officer must answer for the measure" },
];

const DECISION: readonly Requirement[] = [
  { anyOf: ["portolan:reason"], reason: "a decision on a remedy must be reasoned to be reviewed" },
  { anyOf: ["portolan:legalBasis"], reason: "a decision on a remedy rests on law" },
];

/**
 * What due process and the meaning of a kind ask of a payload, and no more: notice and reasons of a detention (WTO Trade
 * Facilitation Agreement, 5 and 10; 19 CFR 151.16), the right to be heard before and to appeal against a decision
 * (Union Customs Code, 22(6) and 44). Deadlines are no matter of payloads: they differ by jurisdiction.
 */
export const REQUIRED_MEMBERS: Readonly<Partial<Record<Kind, readonly Requirement[]>>> = {
  Refuse: [
    {
      anyOf: ["portolan:exceptions", "portolan:reason"],
      reason: "who offered the goods must learn what was wrong with them",
    },
  ],
  Inspect: [{ anyOf: ["portolan:result", "disposition"], reason: "an inspection without result says nothing" }],
  Hold: ADVERSE_MEASURE,
  Notice: [
    { anyOf: ["portolan:servedAt"], reason: "the clocks of the affected party start when it was served" },
    { anyOf: ["portolan:servedHow"], reason: "whether service counts depends on how it was made" },
  ],
  Release: [{ anyOf: ["portolan:reason"], reason: "a case ends for a reason" }],
  Contest: [{ anyOf: ["portolan:reason"], reason: "a tribunal decides on grounds" }],
  Uphold: DECISION,
  Annul: DECISION,
  Seize: ADVERSE_MEASURE,
  Forfeit: ADVERSE_MEASURE,
  Correct: [{ anyOf: ["portolan:reason", "errorDeclaration"], reason: "a correction must say what was wrong" }],
};
