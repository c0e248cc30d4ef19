import { Type, type Static } from "@sinclair/typebox";
import { KindSchema, Bytes32Schema } from "../scalar.ts";
import { nullable, oneOf, shape, type Shape } from "../shape.ts";
import { SubmissionStateSchema } from "../submission.ts";

const TimeSchema = Type.String({ format: "date-time" });

const JobErrorSchema = shape("EpcisJobError", "An error in one event of a document (RFC 9457).", {
  type: Type.String({ description: "One of the standard's exceptions, as `epcisException:…`." }),
  title: Type.String(),
  detail: Type.String({ description: "Describes the error at `pointer`." }),
  pointer: Type.String({ description: "JSON Pointer (RFC 6901) into the document." }),
  eventID: Type.Optional(Type.String()),
  code: Type.Optional(Type.String({ description: "One of Portolan's error codes." })),
});

export type JobError = Shape<typeof JobErrorSchema>;

const JobEntryViewSchema = shape(
  "EpcisJobEntry",
  "An entry that Portolan derived from an event, for one unit of the event.",
  {
    event: Type.Integer({ minimum: 0, description: "Index of the event in the document." }),
    eventID: Type.String(),
    shipment: Bytes32Schema,
    meant: KindSchema,
    kind: KindSchema,
    state: SubmissionStateSchema,
    entry: nullable(Bytes32Schema),
    discrepancy: nullable(
      shape("EpcisDiscrepancy", "Why Portolan records the event as a Report instead of as the meant kind.", {
        code: Type.String(),
        detail: Type.String(),
      }),
    ),
  },
);

export type JobEntryView = Shape<typeof JobEntryViewSchema>;

export const ErrorBehaviourSchema = oneOf(["rollback", "proceed"]);

export type ErrorBehaviour = Static<typeof ErrorBehaviourSchema>;

export const JobViewSchema = shape("EpcisCaptureJob", "State of a captured document (EPCIS 2.0, 12.6).", {
  captureID: Type.String(),
  createdAt: TimeSchema,
  finishedAt: nullable(TimeSchema),
  running: Type.Boolean({ description: "Whether some entries are not yet recorded or refused." }),
  success: Type.Boolean({ description: "Whether no error has occurred so far." }),
  captureErrorBehaviour: ErrorBehaviourSchema,
  errors: Type.Array(JobErrorSchema),
  "portolan:events": Type.Integer({ minimum: 0, description: "Number of events in the document." }),
  "portolan:warnings": Type.Array(JobErrorSchema),
  "portolan:entries": Type.Optional(
    Type.Array(JobEntryViewSchema, { description: "The entries derived from each event; absent in a list of jobs." }),
  ),
});

export type JobView = Shape<typeof JobViewSchema>;
