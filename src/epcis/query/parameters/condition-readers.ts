import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import type { IdentifierRole } from "../../../domain/identifiers/identifier.ts";
import type { EventCondition, NumberCondition, TermCondition } from "../../../store/epcis/conditions.ts";
import type { Vocabulary } from "../../event/vocabulary.ts";
import { parseEpcMatch, type EpcMatch } from "../epc-pattern.ts";
import { QUERY_LIMITS } from "../event-query.ts";
import { sensorText } from "../index-event.ts";
import { TERM } from "../term-names.ts";
import type { Parameter } from "./parameter.ts";

/** Converts a parameter to a condition on events, or to `undefined` if it selects all events. */
export type ConditionReader = (parameter: Parameter) => EventCondition | undefined;

export const term = (names: readonly string[], equals: readonly string[]): TermCondition => ({
  kind: "term",
  names,
  equals,
});

export const words =
  (name: string, vocabulary: Vocabulary): ConditionReader =>
  (parameter) =>
    term([name], parameter.terms(vocabulary));

export const uris =
  (name: string, role: IdentifierRole): ConditionReader =>
  (parameter) =>
    term([name], parameter.uris(role));

export const eventIds =
  (name: string): ConditionReader =>
  (parameter) =>
    term([name], parameter.eventIds());

export const exists =
  (name: string): ConditionReader =>
  (parameter) =>
    parameter.flag() ? { kind: "term", names: [name] } : undefined;

export const time =
  (of: "eventTime" | "recordTime", is: ">=" | "<"): ConditionReader =>
  (parameter) => ({ kind: "time", of, is, value: parameter.time() });

export const numericTime =
  (name: string, is: ">=" | "<"): ConditionReader =>
  (parameter) => ({ kind: "number", names: [name], bounds: [{ is, value: parameter.time() }] });

/** Comparisons of number parameters by prefix, except EQ, which takes several values. */
const BOUNDS = new Map<string, ">" | ">=" | "<" | "<=">([
  ["GT", ">"],
  ["GE", ">="],
  ["LT", "<"],
  ["LE", "<="],
]);

/** @param operator `EQ`, `GT`, `GE`, `LT` or `LE`. */
export function numbers(operator: string, name: string): ConditionReader {
  const is = BOUNDS.get(operator);
  return (parameter): NumberCondition => ({
    kind: "number",
    names: [name],
    ...(is === undefined
      ? { equals: parameter.some().map((text) => parameter.number(text)) }
      : { bounds: [{ is, value: parameter.number() }] }),
  });
}

/** Reads a number or a time. @param operator `GT`, `GE`, `LT` or `LE`; any other operator gives `undefined`. */
export function numbersOrTimes(operator: string, name: string): ConditionReader | undefined {
  const is = BOUNDS.get(operator);
  return is && ((parameter) => ({ kind: "number", names: [name], bounds: [{ is, value: parameter.numberOrTime() }] }));
}

export const sensorTexts =
  (member: string): ConditionReader =>
  (parameter) =>
    term(
      [TERM.sensor(member)],
      parameter.some().map((text) => sensorText(member, parameter.context.expand(text))),
    );

/** Matches events with one of the given EPCs, or an EPC that matches a pattern, in one of the members `names`. */
export function epcs(names: readonly string[], level: "instance" | "class"): ConditionReader {
  return (parameter) => {
    const matches = parameter.some().map((text) => readMatch(parameter, text, level));
    const equals = matches.flatMap((match) => ("uri" in match ? match.uri : []));
    const patterns = matches.flatMap((match) => ("patterns" in match ? match.patterns : []));
    if (patterns.length > QUERY_LIMITS.patterns) {
      throw new PortolanError("EpcisQueryTooComplex", { what: "ranges of EPCs", limit: QUERY_LIMITS.patterns });
    }
    return { kind: "term", names, equals, patterns };
  };
}

function readMatch(parameter: Parameter, text: string, level: "instance" | "class"): EpcMatch {
  try {
    const match = parseEpcMatch(parameter.context.expand(text), level);
    if (match === undefined) throw parameter.invalid("has a pattern with a field that its key lacks, or after a `*`");
    return match;
  } catch (error) {
    if (!PortolanError.is(error, "IdentifierInvalid", "IdentifierCheckDigitWrong")) throw error;
    throw parameter.invalid(`has a value that is not an identifier (${error.message.replace(/\.$/, "")})`);
  }
}
