import type { FieldClass } from "../audience/view.ts";
import type { FieldSchema } from "./field-schema.ts";

/** The rule for one member that Portolan defines. */
export interface MemberRule {
  /** Completes "is not …". */
  readonly expected: string;
  /** JSON Schema (2020-12) of the member: the check and the form follow from it. */
  readonly schema: FieldSchema;
  /** The schema of the check, where it accepts more than the form offers. */
  readonly accepted?: FieldSchema;
  /** The class by which readers get the member. */
  readonly fieldClass: FieldClass;
}

const INSPECTION_RESULTS = ["conformant", "non_conformant", "inconclusive"] as const;

/** The contents of a Hear. */
export const HEARINGS = ["heard", "waived", "exempt"] as const;

export type Hearing = (typeof HEARINGS)[number];

const MAX_TEXT = 2000;
const MAX_LIST = 1000;

const TEXT_SCHEMA: FieldSchema = { type: "string", minLength: 1, maxLength: MAX_TEXT, pattern: "\\S" };
const PLACE_SCHEMA: FieldSchema = { type: "string", format: "un-locode", pattern: "^[A-Z]{2}[A-Z2-9]{3}$" };
const QUANTITY_SCHEMA: FieldSchema = { type: "number", minimum: 0 };

const listOf = (items: FieldSchema): FieldSchema => ({ type: "array", maxItems: MAX_LIST, items });

const TEXT = {
  expected: `a text of 1 to ${MAX_TEXT} characters`,
  schema: TEXT_SCHEMA,
};

const MOMENT = {
  expected: "a date and time with its zone (RFC 3339)",
  schema: { type: "string", format: "date-time" },
} as const;

/**
 * The members that Portolan adds to EPCIS events, in the JSON-LD namespace `{"portolan": "urn:portolan:ns:"}`: all
 * optional unless `REQUIRED_MEMBERS` says otherwise.
 */
export const PORTOLAN_MEMBERS = {
  /** The place of the event. */
  "portolan:place": { expected: "a UN/LOCODE such as BRSSZ", schema: PLACE_SCHEMA, fieldClass: "handoff" },
  "portolan:placeName": { ...TEXT, fieldClass: "handoff" },
  /** The places that a consignment will pass, from first to last. */
  "portolan:itinerary": {
    expected: "a list of UN/LOCODEs",
    schema: listOf(PLACE_SCHEMA),
    fieldClass: "declared",
  },
  /** The author's own number of the consignment, such as a booking number. */
  "portolan:identifier": { ...TEXT, fieldClass: "identity" },
  "portolan:description": { ...TEXT, fieldClass: "declared" },
  "portolan:goods": {
    expected: "a list of goods, each with an hsCode of 6 to 12 digits, a description, and quantities from 0",
    schema: listOf({
      type: "object",
      required: ["hsCode", "description"],
      properties: {
        hsCode: { type: "string", pattern: "^[0-9]{6,12}$" },
        description: TEXT_SCHEMA,
        quantity: QUANTITY_SCHEMA,
        uom: TEXT_SCHEMA,
        packages: QUANTITY_SCHEMA,
        grossWeightKg: QUANTITY_SCHEMA,
      },
    }),
    fieldClass: "declared",
  },
  /** Numbers of the seals as found or affixed. */
  "portolan:seals": { expected: "a list of seal numbers", schema: listOf(TEXT_SCHEMA), fieldClass: "handoff" },
  /** Exceptions that the receiver of goods found, such as a broken seal. */
  "portolan:exceptions": {
    expected: "a list of exceptions, each with a type such as seal, quantity or condition",
    schema: listOf({
      type: "object",
      required: ["type"],
      properties: { type: TEXT_SCHEMA, description: TEXT_SCHEMA, expected: TEXT_SCHEMA, found: TEXT_SCHEMA },
    }),
    // Events of other systems give quantities as numbers.
    accepted: listOf({ type: "object", required: ["type"], properties: { type: TEXT_SCHEMA } }),
    fieldClass: "handoff",
  },
  "portolan:result": {
    expected: `one of ${INSPECTION_RESULTS.join(", ")}`,
    schema: { type: "string", enum: INSPECTION_RESULTS },
    fieldClass: "findings",
  },
  "portolan:findings": { ...TEXT, fieldClass: "findings" },
  "portolan:legalBasis": { ...TEXT, fieldClass: "findings" },
  "portolan:reason": { ...TEXT, fieldClass: "findings" },
  /**
   * The officer accountable for the measure. The ledger names no people, so that no name ever has to be erased from it.
   */
  "portolan:officer": {
    expected: "an officer's identifier: up to 64 letters, digits and . _ : / - without spaces",
    schema: { type: "string", pattern: "^[A-Za-z0-9_.:/-]{1,64}$" },
    fieldClass: "internal",
  },
  /** The time at which a notice was served. */
  "portolan:servedAt": { ...MOMENT, fieldClass: "findings" },
  "portolan:servedHow": { ...TEXT, fieldClass: "findings" },
  /** The end of the time in which the affected party may respond or contest, under the applicable law; for a notice. */
  "portolan:respondBy": { ...MOMENT, fieldClass: "findings" },
  /** What was taken or held, and where it is; for a notice. */
  "portolan:measure": { ...TEXT, fieldClass: "findings" },
  /** What the served party may do about it, in plain words; for a notice. */
  "portolan:rights": { ...TEXT, fieldClass: "findings" },
  /** The address at which the served party may respond; for a notice. */
  "portolan:respondTo": { ...TEXT, fieldClass: "findings" },
  /** The language in which a notice was served. */
  "portolan:language": {
    expected: "a language tag such as en or pt-BR (BCP 47)",
    schema: { type: "string", pattern: "^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$" },
    fieldClass: "findings",
  },
  /** The facts that the agency alleges; for a charge. */
  "portolan:facts": { ...TEXT, fieldClass: "findings" },
  /** What a Hear states. The ledger shows the same by its author and its counterparty. */
  "portolan:hearing": {
    expected: `one of ${HEARINGS.join(", ")}`,
    schema: { type: "string", enum: HEARINGS },
    fieldClass: "findings",
  },
  /** The evidence to which the party had access before its hearing, and what was withheld and why. */
  "portolan:evidence": { ...TEXT, fieldClass: "findings" },
  /** The code by which the law exempts the case from the hearing; the legal basis is its citation. */
  "portolan:exemption": {
    expected: "a code of up to 64 letters, digits and . _ : / - without spaces",
    schema: { type: "string", pattern: "^[A-Za-z0-9_.:/-]{1,64}$" },
    fieldClass: "findings",
  },
  /** The clock that ran out: its profile and its rule. */
  "portolan:clock": {
    expected: "the id of a profile and the code of its rule, such as us-cafra/notice",
    schema: { type: "string", pattern: "^[a-z0-9-]{1,64}/[A-Za-z0-9]{1,64}$" },
    fieldClass: "findings",
  },
} as const satisfies Record<`portolan:${string}`, MemberRule>;

export type PortolanMember = keyof typeof PORTOLAN_MEMBERS;
