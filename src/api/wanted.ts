import { Type } from "@sinclair/typebox";
import { UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, oneOf, shape, type Shape } from "./shape.ts";

const count = (description: string) => Type.Integer({ minimum: 0, description });

export const WantedSummarySchema = shape(
  "WantedSummary",
  "Payloads that the caller may read and that are not in this gateway.",
  {
    payloads: count("All of them."),
    unanswered: count("Those of which no answer is known yet."),
    notHeld: count("Those that no member that answered holds."),
    refused: count("Those that a holder refused, because it finds the caller not entitled."),
    sealed: count("Those that came sealed to a key that this gateway lacks."),
    oldestSince: nullable(UnixSecondsSchema),
  },
);

export type WantedSummary = Shape<typeof WantedSummarySchema>;

export const HealRequestSchema = inline({
  what: oneOf(["all", "sealed"], {
    description: "`all`: everything that is missing. `sealed`: what came sealed to a key that this gateway lacks.",
  }),
});

export type HealRequest = Shape<typeof HealRequestSchema>;
