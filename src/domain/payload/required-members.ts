import type { Kind } from "../rules/kind.ts";
import type { HEARINGS, PortolanMember } from "./portolan-members.ts";

/** Members of an EPCIS event with the same meaning as one of Portolan's. */
type EpcisMember = "errorDeclaration" | "disposition";

/** Members that the payload of a kind must have, and the reason. */
export interface Requirement {
  /** At least one of these members is required. */
  readonly anyOf: readonly (PortolanMember | EpcisMember)[];
  /** The reason as a clause without a full stop. */
  readonly reason: string;
}

const ADVERSE_MEASURE: readonly Requirement[] = [
  { anyOf: ["portolan:legalBasis"], reason: "a measure against goods requires a legal basis" },
  { anyOf: ["portolan:reason"], reason: "the affected party must learn the reason in order to respond" },
  { anyOf: ["portolan:officer"], reason: "an officer must be accountable for the measure" },
];

const DECISION: readonly Requirement[] = [
  { anyOf: ["portolan:reason"], reason: "a review of the decision requires its reasons" },
  { anyOf: ["portolan:legalBasis"], reason: "a decision on a remedy requires a legal basis" },
];

/** What a Hear must have besides, by its `portolan:hearing`. */
export const HEARING_MEMBERS: Readonly<Record<(typeof HEARINGS)[number], readonly Requirement[]>> = {
  heard: [
    { anyOf: ["portolan:evidence"], reason: "a hearing is fair only with access to the evidence" },
    { anyOf: ["portolan:officer"], reason: "an officer must be accountable for the hearing" },
  ],
  waived: [],
  exempt: [
    { anyOf: ["portolan:exemption"], reason: "an exemption requires its code" },
    { anyOf: ["portolan:legalBasis"], reason: "an exemption requires the citation of the law" },
    { anyOf: ["portolan:officer"], reason: "an officer must be accountable for the exemption" },
  ],
};

/**
 * The members that due process and the meaning of a kind require: notice and reasons of a detention (WTO Trade
 * Facilitation Agreement, 5 and 10; 19 CFR 151.16), the right to be heard before a decision and to appeal against it
 * (Union Customs Code, 22(6) and 44). No deadlines are required, because they differ by jurisdiction.
 */
export const REQUIRED_MEMBERS: Readonly<Partial<Record<Kind, readonly Requirement[]>>> = {
  Refuse: [
    {
      anyOf: ["portolan:exceptions", "portolan:reason"],
      reason: "the offering party must learn why the goods were refused",
    },
  ],
  Inspect: [{ anyOf: ["portolan:result", "disposition"], reason: "an inspection requires a result" }],
  Hold: ADVERSE_MEASURE,
  Notice: [
    { anyOf: ["portolan:servedAt"], reason: "time limits of the affected party start at service" },
    { anyOf: ["portolan:servedHow"], reason: "the validity of service depends on its manner" },
  ],
  Release: [{ anyOf: ["portolan:reason"], reason: "the release of a case requires a reason" }],
  Contest: [{ anyOf: ["portolan:reason"], reason: "the tribunal needs the grounds of the contest" }],
  Uphold: DECISION,
  Annul: DECISION,
  Seize: ADVERSE_MEASURE,
  Forfeit: ADVERSE_MEASURE,
  Charge: [
    { anyOf: ["portolan:facts"], reason: "the parties must learn what is alleged in order to answer it" },
    { anyOf: ["portolan:legalBasis"], reason: "a charge requires the law that was broken" },
    { anyOf: ["portolan:officer"], reason: "an officer must be accountable for the charge" },
  ],
  Hear: [
    { anyOf: ["portolan:hearing"], reason: "the record must say whether the party was heard, waived or is exempt" },
  ],
  Appeal: [{ anyOf: ["portolan:reason"], reason: "the further instance needs the grounds of the appeal" }],
  Lapse: [{ anyOf: ["portolan:clock"], reason: "a lapse must name the clock that ran out" }],
  Correct: [{ anyOf: ["portolan:reason", "errorDeclaration"], reason: "a correction must state the error" }],
};
