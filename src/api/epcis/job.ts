import { Type, type Static } from "@sinclair/typebox";
import { KindSchema, Bytes32Schema } from "../scalar.ts";
import { nullable, oneOf, shape, type Shape } from "../shape.ts";
import { SubmissionStateSchema } from "../submission.ts";

const TimeSchema = Type.String({ format: "date-time" });

const JobErrorSchema = shape("EpcisJobError", "What is wrong with one event of a document (RFC 9457).", {
  type: Type.String({ description: "One of the standard's exceptions, as `epcisException:…`." }),
  title: Type.String(),
  detail: Type.String({ description: "Says of the pointer what is wrong there." }),
  pointer: Type.String({ description: "JSON Pointer (RFC 6901) into the document." }),
  eventID: Type.Optional(Type.String()),
  code: Type.Optional(Type.String({ description: "One of Portolan's error codes." })),
});

export type JobError = Shape<typeof JobErrorSchema>;

const JobEntryViewSchema = shape("EpcisJobEntry", "An entry that an event became on one of its units.", {
  event: Type.Integer({ minimum: 0, description: "Index of the event in the document." }),
  eventID: Type.String(),
  shipment: Bytes32Schema,
  meant: KindSchema,
  kind: KindSchema,
  state: SubmissionStateSchema,
  entry: nullable(Bytes32Schema),
  discrepancy: nullable(
    shape("EpcisDiscrepancy", "Why the entry says less than the event means.", {
      code: Type.String(),
      detail: Type.String(),
    }),
  ),
});

export type JobEntryView = Shape<typeof JobEntryViewSchema>;

export const ErrorBehaviourSchema = oneOf(["rollback", "proceed"]);

export type ErrorBehaviour = Static<typeof ErrorBehaviourSchema>;

export const JobViewSchema = shape("EpcisCaptureJob", "What became of a captured document (EPCIS 2.0, 12.6).", {
  captureID: Type.String(),
  createdAt: TimeSchema,
  finishedAt: nullable(TimeSchema),
  running: Type.Boolean({ description: "Whether entries are still on their way to the ledger." }),
  success: Type.Boolean({ description: "Whether nothing went wrong, so far." }),
  captureErrorBehaviour: ErrorBehaviourSchema,
  errors: Type.Array(JobErrorSchema),
  "portolan:events": Type.Integer({ minimum: 0, description: "How many events the document has." }),
  "portolan:warnings": Type.Array(JobErrorSchema),
  "portolan:entries": Type.Optional(
    Type.Array(JobEntryViewSchema, { description: "What became of each event; left out of a list of jobs." }),
  ),
});

export type JobView = Shape<typeof JobViewSchema>;
