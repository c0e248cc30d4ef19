import { Type } from "@sinclair/typebox";
import { AUDIENCE_RULES } from "../domain/audience/audience-rule.ts";
import { VIEWS } from "../domain/audience/view.ts";
import { CASE_ACTS } from "../domain/cases/case-act.ts";
import { CASE_PARTS } from "../domain/cases/case-part.ts";
import { CASE_KINDS } from "../domain/clocks/case-kind.ts";
import { keysOf } from "../domain/keys-of.ts";
import { HEARINGS } from "../domain/payload/portolan-members.ts";
import { CaseViewSchema } from "./case.ts";
import { CaseClocksSchema } from "./clock.ts";
import { PayloadSchema, PayloadStateSchema } from "./entry.ts";
import { PAGE_QUERY } from "./page.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, ParticipantIdSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";
import { FailureSchema } from "./submission.ts";

const count = Type.Integer({ minimum: 0 });
const said = nullable(
  Type.String({ description: "Null if the payload has no such text, or the caller may not read it." }),
);
const party = nullable(ParticipantReferenceSchema);

const CasePartSchema = oneOf(keysOf(CASE_PARTS), {
  title: "CasePart",
  description:
    "`agency`: opened the case. `subject`: an affected party with a recorded notice. `affected`: an affected party without one. `tribunal`: may decide, or decided. `reader`: none of them.",
});

const CaseEventSchema = shape("CaseEvent", "An entry about a case, with what the caller may read of it.", {
  entry: Bytes32Schema,
  kind: oneOf(CASE_KINDS, { title: "CaseKind" }),
  author: party,
  counterparty: party,
  occurredAt: UnixSecondsSchema,
  recordedAt: UnixSecondsSchema,
  sentence: Type.String({ description: "What it records, by the ledger's fields alone." }),
  rule: nullable(
    oneOf(keysOf(AUDIENCE_RULES), { description: "The rule by which the caller reads the payload; null without one." }),
  ),
  view: oneOf(VIEWS, { description: "How much the rule opens." }),
  payload: PayloadStateSchema,
  given: nullable(PayloadSchema),
  hidden: nullable(Type.Integer({ minimum: 0, description: "Members withheld from the caller; null if unknown." })),
  supersededBy: nullable(Bytes32Schema),
});

export type CaseEvent = Shape<typeof CaseEventSchema>;

const WithheldSchema = shape("Withheld", "What the caller cannot read for one reason, as a count.", {
  reason: oneOf(["audience", "erased", "notHeld"], {
    description:
      "`audience`: the rules of reading do not open it to the caller. `erased`: by its author. `notHeld`: this gateway lacks it.",
  }),
  rule: nullable(
    Type.String({ description: "The rule by which the caller reads the rest; null if it reads nothing." }),
  ),
  text: Type.String(),
  payloads: count,
  members: Type.Integer({ minimum: 0, description: "Withheld members of these payloads, as far as they are known." }),
  entries: Type.Array(Bytes32Schema),
});

export type Withheld = Shape<typeof WithheldSchema>;

const CaseActionSchema = shape("CaseAction", "An entry about the case, and whether the ledger would accept it now.", {
  kind: oneOf(CASE_ACTS),
  what: Type.String({ description: "What it does, as a sentence." }),
  allowed: Type.Boolean(),
  counterparties: Type.Array(ParticipantIdSchema, { description: "Whom it may name." }),
  alone: Type.Boolean({ description: "Whether it may name nobody." }),
  from: nullable(UnixSecondsSchema),
  until: nullable(UnixSecondsSchema),
  times: nullable(Type.String({ description: "What `from` or `until` means, as a sentence." })),
  refusal: nullable(FailureSchema),
  reason: nullable(Type.String({ description: "The refusal as a sentence." })),
});

export type CaseAction = Shape<typeof CaseActionSchema>;

const caseView = CaseViewSchema.properties;

const OwnCaseSchema = shape("OwnCase", "A case with the caller's part in it.", {
  ...caseView,
  identifier: nullable(Type.String({ description: "Identifier of the shipment, if the caller may read it." })),
  part: CasePartSchema,
  state: Type.Array(Type.String(), { description: "How the case stands, as sentences." }),
});

export type OwnCase = Shape<typeof OwnCaseSchema>;

export const OwnCasePageSchema = shape("OwnCasePage", "One page of the caller's cases, open ones first.", {
  items: Type.Array(OwnCaseSchema),
  next: nullable(Type.String()),
});

export const OWN_CASES_QUERY = {
  open: Type.Optional(Type.Boolean({ description: "Only open cases, or only closed ones." })),
  ...PAGE_QUERY,
};

export const CaseDetailSchema = shape("CaseDetail", "One case as the caller may see it.", {
  ...caseView,
  identifier: nullable(Type.String({ description: "Identifier of the shipment, if the caller may read it." })),
  part: CasePartSchema,
  partText: Type.String(),
  state: Type.Array(Type.String(), { description: "How the case stands, as sentences." }),
  charge: nullable(
    shape("ChargeOfCase", "What the agency alleges.", {
      entry: Bytes32Schema,
      recordedAt: UnixSecondsSchema,
      facts: said,
      law: said,
    }),
  ),
  measure: shape("MeasureOfCase", "Why the goods are held, from the Hold.", { reason: said, law: said }),
  notices: Type.Array(
    shape("NoticeOfCase", "A recorded service of notice.", {
      entry: Bytes32Schema,
      to: party,
      recordedAt: UnixSecondsSchema,
      servedAt: said,
      servedHow: said,
      respondBy: said,
      respondTo: said,
      measure: said,
      reason: said,
      law: said,
      rights: said,
      language: said,
    }),
  ),
  hearings: Type.Array(
    shape("HearingOfCase", "A hearing, its waiver, or an exemption from it.", {
      entry: Bytes32Schema,
      hearing: oneOf(HEARINGS),
      of: party,
      recordedAt: UnixSecondsSchema,
      evidence: said,
      exemption: said,
      law: said,
    }),
  ),
  remedies: Type.Array(
    shape("RemedyOfCase", "A contest or an appeal, with its decision.", {
      entry: Bytes32Schema,
      kind: oneOf(["Contest", "Appeal"]),
      by: party,
      to: party,
      instance: Type.Integer({ minimum: 1 }),
      recordedAt: UnixSecondsSchema,
      grounds: said,
      decision: nullable(
        shape("DecisionOfCase", "The decision of a tribunal.", {
          entry: Bytes32Schema,
          kind: oneOf(["Uphold", "Annul"]),
          by: party,
          recordedAt: UnixSecondsSchema,
          reason: said,
          law: said,
        }),
      ),
    }),
  ),
  events: Type.Array(CaseEventSchema, { description: "The entries about the case, in the order of the chain." }),
  more: Type.Boolean({ description: "Whether the case has more entries than this answer." }),
  withheld: shape("WithheldOfCase", "The count of what the caller cannot read, by reason and rule.", {
    payloads: count,
    members: count,
    reasons: Type.Array(WithheldSchema),
  }),
  actions: Type.Array(CaseActionSchema, { description: "What the caller may record now. Empty for a mere reader." }),
  clocks: CaseClocksSchema,
});

export type CaseDetail = Shape<typeof CaseDetailSchema>;
