import { Type } from "@sinclair/typebox";
import { anyObject, inline, shape, type Shape } from "../shape.ts";

export const QueryNameSchema = Type.String({ minLength: 1, maxLength: 128, pattern: "^[^/\\u0000-\\u001f]+$" });

export const NamedQuerySchema = shape("EpcisNamedQuery", "A stored query and its name.", {
  name: QueryNameSchema,
  query: anyObject("Parameters of the SimpleEventQuery by name; `@context` defines their prefixes."),
});

export type NamedQuery = Shape<typeof NamedQuerySchema>;

export const NamedQueriesSchema = Type.Array(NamedQuerySchema);

const field = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));

const ScheduleSchema = inline({
  second: field("0 to 59. Each field also takes lists (`0,30`), ranges (`[10-20]`) and steps (`0/30`)."),
  minute: field("0 to 59."),
  hour: field("0 to 23, UTC."),
  dayOfMonth: field("1 to 31."),
  month: field("1 to 12."),
  dayOfWeek: field("1 (Monday) to 7."),
});

export type Schedule = Shape<typeof ScheduleSchema>;

const CONTROLS = {
  schedule: Type.Optional(ScheduleSchema),
  stream: Type.Optional(Type.Boolean({ description: "Whether to deliver each result as soon as it is recorded." })),
  reportIfEmpty: Type.Optional(Type.Boolean({ description: "Whether to deliver a scheduled run without results." })),
};

export const SubscriptionDraftSchema = shape(
  "EpcisSubscriptionDraft",
  "Destination, schedule and signature token of a subscription.",
  {
    dest: Type.String({ minLength: 1, maxLength: 2_048 }),
    signatureToken: Type.Optional(
      Type.String({ minLength: 1, maxLength: 256, description: "Key of the HMAC-SHA256 in `GS1-Signature`." }),
    ),
    initialRecordTime: Type.Optional(Type.String({ maxLength: 64 })),
    ...CONTROLS,
  },
);

export type SubscriptionDraft = Shape<typeof SubscriptionDraftSchema>;

export const SubscriptionSchema = shape("EpcisSubscription", "A subscription, without its signature token.", {
  subscriptionID: Type.String(),
  queryName: Type.String(),
  dest: Type.String(),
  createdAt: Type.String({ format: "date-time" }),
  initialRecordTime: Type.String({ format: "date-time" }),
  ...CONTROLS,
  "portolan:undelivered": Type.Optional(
    Type.Array(inline({ eventIDs: Type.Array(Type.String()), reason: Type.String() }), {
      description: "The first 100 messages that were given up, with the events left out and the reason.",
    }),
  ),
});

export type Subscription = Shape<typeof SubscriptionSchema>;

export const SubscriptionsSchema = Type.Array(SubscriptionSchema);
