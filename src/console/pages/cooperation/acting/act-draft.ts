import type { ActDraft } from "../../../../api/act.ts";
import { ACT_FORMS } from "../../../../api/act-forms.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../../../domain/cooperation/act-rules.ts";
import { parseInstant } from "../../../../domain/encoding/instant.ts";
import type { JsonObject, JsonValue } from "../../../../domain/encoding/json.ts";
import type { Bytes32 } from "../../../../domain/entry.ts";
import { fieldName } from "./act-fields.ts";

const DAY = 86_400;

/** Where an act belongs. */
export interface ActSubject {
  /** The matter, or the agreement under which the act opens one; `undefined` for a first agreement. */
  readonly matter: Bytes32 | undefined;
  /** The handover or seal that the act is about. */
  readonly item: Bytes32 | undefined;
  /** The caveats of that handover. */
  readonly caveats: readonly string[];
}

/**
 * The draft of an act.
 *
 * @param said The fields of the form as values, those of the act and those of its record.
 * @param counterparty A participant's number; empty without one.
 */
export function actDraft(kind: ActKind, subject: ActSubject, said: JsonObject, counterparty: string): ActDraft {
  const { matter, item, caveats } = subject;
  const named = {
    until: fieldName(kind, "until"),
    period: fieldName(kind, "period"),
    code: fieldName(kind, "code"),
    codes: fieldName(kind, "codes"),
  };
  const opens = ACT_RULES[kind].opens === "matter";
  const refersTo = opens ? matter : item;
  const until = parseInstant(textOf(said[named.until]));
  const period = said[named.period];
  const code = textOf(said[named.code]);
  const codes = kind === "SignCaveats" ? caveats : listOf(said[named.codes]);
  const record = Object.fromEntries(
    Object.entries(said).filter(([name]) => !Object.values(named).some((field) => field === name)),
  );
  return {
    kind,
    ...(!opens && matter !== undefined && { matter }),
    ...(counterparty !== "" && { counterparty: Number(counterparty) }),
    ...(refersTo !== undefined && { refersTo }),
    ...(until !== undefined && { until }),
    ...(typeof period === "number" && { period: Math.round(period * DAY) }),
    ...(code !== undefined && { code }),
    ...(codes.length > 0 && { codes }),
    ...(ACT_FORMS[kind] !== null && { record }),
  };
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

const listOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one: JsonValue) => typeof one === "string") : [];
