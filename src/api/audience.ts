import { Type } from "@sinclair/typebox";
import { AUDIENCE_RULES } from "../domain/audience/audience-rule.ts";
import { VIEWS } from "../domain/audience/view.ts";
import { keysOf } from "../domain/keys-of.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

export const ReaderSchema = shape("Reader", "A participant that reads an entry, and the rule that entitles it.", {
  participant: ParticipantReferenceSchema,
  rule: oneOf(keysOf(AUDIENCE_RULES), {
    description:
      "`author`: of the entry. `consignor`: of the shipment. `custodian`: from the entry that gave it custody to the one that ended it. `successor`: a later custodian. `offered`: while an offer to it is open. `named`: the entry addresses it, or concerns its case. `customs`: of a country that consignor or custodian named. `tribunal`: of the jurisdiction of a contested case.",
  }),
  view: oneOf(VIEWS, {
    description:
      "How much it reads. `all`: the whole payload. `handoff`: identifier, handoffs, places, seals and condition. `unit`: handoffs and findings. `facts`: the fields of the ledger.",
  }),
  sinceBlock: nullable(
    Type.Integer({ minimum: 0, description: "Block of the entry that entitles it; null if no single entry does." }),
  ),
});

export type ReaderView = Shape<typeof ReaderSchema>;

export const AudienceSchema = shape("Audience", "The participants that read an entry's payload, wholly or in part.", {
  entry: Bytes32Schema,
  readers: Type.Array(ReaderSchema),
});

export type Audience = Shape<typeof AudienceSchema>;
