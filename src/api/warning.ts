import { Type } from "@sinclair/typebox";
import { FactsSchema } from "./problem.ts";
import { oneOf, shape, type Shape } from "./shape.ts";

/** The sentence of each warning. `{fact}` stands for a fact. */
export const WARNINGS = {
  "wrong-check-digit": "{identifier} has a wrong check digit: expected {expected}.",
  "event-time-differs":
    "The event's own time {eventTime} differs from the time of the entry, {occurredAt} (Unix seconds).",
  "unknown-country": "{code} is not a country's code of ISO 3166-1 alpha-2, so it gives no right. {advice}",
} as const;

export type WarningCode = keyof typeof WARNINGS;

export const WarningSchema = shape("Warning", "A probable slip, in spite of which the value is recorded.", {
  code: oneOf(Object.keys(WARNINGS) as WarningCode[]),
  pointer: Type.String({ description: "JSON Pointer (RFC 6901) to the value in the request or answer." }),
  detail: Type.String(),
  facts: FactsSchema,
});

export type Warning = Shape<typeof WarningSchema>;

/** The warnings of an answer. */
export const WARNED = {
  warnings: Type.Optional(
    Type.Array(WarningSchema, { minItems: 1, description: "Probable slips; absent without one." }),
  ),
};

/** The member {@link WARNED} of an answer: absent without a warning. */
export function warned(warnings: readonly Warning[]): { warnings?: Warning[] } {
  return warnings.length === 0 ? {} : { warnings: [...warnings] };
}

/** Makes a warning. @param facts the values of its sentence. */
export function warningOf(
  code: WarningCode,
  pointer: string,
  facts: Readonly<Record<string, string | number>>,
): Warning {
  const detail = WARNINGS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name]));
  return { code, pointer, detail, facts };
}
