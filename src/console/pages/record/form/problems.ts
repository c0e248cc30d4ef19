import type { KindView } from "../../../../api/work.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { Problem } from "../../../api/problem.ts";
import { text } from "../../../texts/text.ts";
import { withOffset } from "./local-moment.ts";
import { labelOf, neededOf } from "./members.ts";
import { asList, asMembers, asText, isBlank, type Typed } from "./typed.ts";

/** Problems by the pointer of their field (RFC 6901, unescaped). */
export type Problems = Readonly<Record<string, string>>;

/**
 * Validates input against its schema. Blank fields are valid unless they are required.
 *
 * @param needed Whether a blank object lacks its required members.
 */
export function problemsOf(schema: FieldSchema, typed: Typed | undefined, at = "", needed = at === ""): Problems {
  switch (schema.type) {
    case "boolean":
      return {};
    case "string":
    case "number": {
      const problem = isBlank(typed) ? undefined : problemOfText(schema, asText(typed).trim());
      return problem === undefined ? {} : { [at]: problem };
    }
    case "array": {
      const { items, minItems = 0 } = schema;
      if (items === undefined) return {};
      if (asList(typed).some((item) => !isBlank(item)) && asList(typed).length < minItems)
        return { [at]: text("form.tooFew", { least: minItems }) };
      return merge(asList(typed).map((item, index) => problemsOf(items, item, `${at}/${index}`)));
    }
    case "object": {
      if (schema.properties === undefined) return problemsOfMembers(typed, at);
      const members = asMembers(typed);
      // An empty row of a list is valid.
      if (!needed && isBlank(typed)) return {};
      const within = Object.entries(schema.properties).map(([member, part]) =>
        problemsOf(part, members[member], `${at}/${member}`, schema.required?.includes(member)),
      );
      return merge([...within, ...missing(schema, typed, at)]);
    }
  }
}

function missing(schema: FieldSchema, typed: Typed | undefined, at: string): Problems[] {
  const members = asMembers(typed);
  return neededOf(schema)
    .filter((group) => group.every((member) => isBlank(members[member])))
    .filter(([member = ""]) => !tellsItself(schema.properties?.[member]))
    .map((group) => {
      const known = group.filter((member) => schema.properties?.[member] !== undefined);
      const problem =
        known.length === 1
          ? text("form.missing")
          : text("form.missingOneOf", { members: known.map(labelOf).join(", ") });
      return { [`${at}/${known[0]}`]: problem };
    });
}

/** Whether a part that is missing needs no problem: it may be empty, or its own required members have theirs. */
function tellsItself(part: FieldSchema | undefined): boolean {
  return part?.minItems === 0 || (part?.type === "object" && (part.required ?? []).length > 0);
}

/** The rows of an object of any members that have a name without a text, a text without a name, or a name again. */
function problemsOfMembers(typed: Typed | undefined, at: string): Problems {
  const rows = asList(typed).map(asMembers);
  const names = rows.map(({ name }) => asText(name).trim());
  return merge(
    rows.flatMap((row, index) => {
      const name = names[index] ?? "";
      if (isBlank(row)) return [];
      if (name === "") return [{ [`${at}/${index}/name`]: text("form.missing") }];
      if (names.indexOf(name) < index) return [{ [`${at}/${index}/name`]: text("form.nameAgain") }];
      return isBlank(row["text"]) ? [{ [`${at}/${index}/text`]: text("form.missing") }] : [];
    }),
  );
}

function problemOfText(schema: FieldSchema, said: string): string | undefined {
  const { type, format, pattern, maxLength, minimum } = schema;
  if (type === "number") {
    const number = Number(said);
    if (!Number.isFinite(number)) return text("form.notNumber");
    return minimum !== undefined && number < minimum ? text("form.tooSmall", { minimum }) : undefined;
  }
  if (maxLength !== undefined && said.length > maxLength) return text("form.tooLong", { most: maxLength });
  if (format === "date-time") return withOffset(said) === undefined ? text("form.notMoment") : undefined;
  if (format === "un-locode") {
    return new RegExp(pattern ?? "", "u").test(said.replace(/\s/g, "").toUpperCase())
      ? undefined
      : text("form.notPlace");
  }
  return pattern === undefined || new RegExp(pattern, "u").test(said) ? undefined : text("form.notFitting");
}

function merge(all: readonly Problems[]): Problems {
  return Object.fromEntries(all.toReversed().flatMap((problems) => Object.entries(problems)));
}

/** Pointer of the problems of the entry's subject, beside those of the payload's members. */
export const REFERS_TO = "refersTo";
export const COUNTERPARTY = "counterparty";

/** The missing choices of the subject. */
export function subjectProblems(
  { refersTo: refers, counterparty: addressed }: KindView,
  draft: { readonly refersTo: string; readonly counterparty: string },
): Problems {
  return {
    ...(refers === "required" && draft.refersTo.trim() === "" && { [REFERS_TO]: text("form.missing") }),
    ...(addressed === "required" && draft.counterparty === "" && { [COUNTERPARTY]: text("form.missing") }),
  };
}

/** The fields with problems in an error of the gateway, by pointer; empty when the error concerns the whole entry. */
export function fieldProblems(error: unknown): Problems {
  if (!Problem.is(error)) return {};
  const { code, facts, message } = error;
  switch (code) {
    case "PayloadMemberInvalid":
    case "PayloadTimeInFuture":
    case "PayloadTimesReversed":
    case "PayloadMemberMissing": {
      const [pointer = ""] = String(facts["pointer"]).split(" or ");
      return { [pointer]: message };
    }
    case "ShipmentUnknown":
    case "ReferenceInvalid":
    case "ProfileOfCaseUnknown":
    case "IdentifierInvalid":
    case "IdentifierCheckDigitWrong":
    case "IdentifierNotTrackable":
    case "ShipmentLedgerReferenceMismatch":
      return { [REFERS_TO]: message };
    case "ConsortiumUnknownParticipant":
    case "ShipmentLedgerCounterpartyMismatch":
    case "ShipmentLedgerCounterpartyIsAuthor":
      return { [COUNTERPARTY]: message };
    case "ShipmentLedgerOccurredInFuture":
      return { "/eventTime": message };
    default:
      return {};
  }
}
