import { indexed } from "./events.ts";
import type { Database } from "../open-database.ts";
import type { Parameter } from "../query/statement.ts";

/** Matches a text that begins with `prefix` and contains `infix` after it. */
export interface TermPattern {
  readonly prefix: string;
  readonly infix?: string;
}

/** Requires a text in one of these fields: one of `equals`, one that fits a pattern, or any text. */
export interface TermCondition {
  readonly kind: "term";
  readonly names: readonly string[];
  readonly equals?: readonly string[];
  readonly patterns?: readonly TermPattern[];
}

/** Requires a number in one of these fields that meets all bounds or equals one of `equals`. */
export interface NumberCondition {
  readonly kind: "number";
  readonly names: readonly string[];
  readonly bounds?: readonly { readonly is: ">" | ">=" | "<" | "<="; readonly value: number }[];
  readonly equals?: readonly number[];
}

/** Requires a time of the event, or of its recording, that is at or after, or before, a bound. Unix milliseconds. */
export interface TimeCondition {
  readonly kind: "time";
  readonly of: "eventTime" | "recordTime";
  readonly is: ">=" | "<";
  readonly value: number;
}

export interface AnyCondition {
  readonly kind: "any";
  readonly of: readonly (TermCondition | NumberCondition)[];
}

/** One condition of a search for events. */
export type EventCondition = TermCondition | NumberCondition | TimeCondition | AnyCondition;

/** Collects the parameters of a statement. */
export class Parameters {
  readonly dialect: Database["dialect"];
  readonly values: Parameter[];

  constructor(dialect: Database["dialect"], first: readonly Parameter[]) {
    this.dialect = dialect;
    this.values = [...first];
  }

  /** Adds a parameter and returns its placeholder. */
  add(value: Parameter): string {
    return `?${this.values.push(value)}`;
  }

  /**
   * SQL: a list of texts as rows. They are one parameter, so that the text of the statement does not depend on their
   * number.
   */
  texts(list: readonly string[]): string {
    const parameter = this.add(JSON.stringify(list));
    return this.dialect === "sqlite"
      ? `(select value from json_each(${parameter}))`
      : `(select jsonb_array_elements_text(${parameter}::jsonb))`;
  }

  /** SQL: a list of whole numbers as rows, also as one parameter. */
  numbers(list: readonly number[]): string {
    const parameter = this.add(JSON.stringify(list));
    return this.dialect === "sqlite"
      ? `(select value from json_each(${parameter}))`
      : `(select cast(jsonb_array_elements_text(${parameter}::jsonb) as bigint))`;
  }
}

/**
 * SQL: whether the event `ev` meets the condition.
 *
 * @param leading Whether the search begins at the index of this condition, instead of checking each event.
 */
export function meets(condition: EventCondition, parameters: Parameters, leading: boolean): string {
  switch (condition.kind) {
    case "time":
      return meetsTime(condition, parameters);
    case "any":
      return `(${condition.of.map((one) => meets(one, parameters, false)).join(" or ")})`;
    case "term": {
      const rows = `epcis_terms t where ${termRows(condition, parameters)}`;
      return leading ? `ev.id in (select t.event from ${rows})` : `exists (select 1 from ${rows} and t.event = ev.id)`;
    }
    case "number":
      return `exists (select 1 from epcis_numbers n where n.event = ev.id and ${numberRows(condition, parameters)})`;
  }
}

/** SQL: the rows of `epcis_terms t` that meet the condition. */
export function termRows({ names, equals, patterns }: TermCondition, parameters: Parameters): string {
  const named = `t.name in (${names.map((name) => parameters.add(indexed(name))).join()})`;
  const values: string[] = [];
  if (equals !== undefined && equals.length > 0) values.push(`t.value in ${parameters.texts(equals.map(indexed))}`);
  for (const { prefix, infix } of patterns ?? []) {
    const range = [`t.value >= ${parameters.add(prefix)}`, `t.value < ${parameters.add(prefix + LAST)}`];
    if (infix !== undefined) {
      // A character that `like` reads as a wildcard only widens the result of the range.
      range.push(`t.value like ${parameters.add(`${prefix}%${infix}%`)}`);
    }
    values.push(`(${range.join(" and ")})`);
  }
  if (equals === undefined && patterns === undefined) return named;
  return `${named} and (${values.length === 0 ? "1 = 0" : values.join(" or ")})`;
}

/** Greater than every character of an identifier. */
const LAST = "\uffff";

function numberRows({ names, bounds = [], equals }: NumberCondition, parameters: Parameters): string {
  const rows = [`n.name in (${names.map((name) => parameters.add(indexed(name))).join()})`];
  for (const { is, value } of bounds) rows.push(`n.value ${is} ${numeric(parameters, value)}`);
  if (equals !== undefined) {
    rows.push(
      equals.length === 0 ? "1 = 0" : `n.value in (${equals.map((value) => numeric(parameters, value)).join()})`,
    );
  }
  return rows.join(" and ");
}

/** The number with a type: without it PostgreSQL assumes bigint. */
function numeric(parameters: Parameters, value: number): string {
  return `cast(${parameters.add(value)} as double precision)`;
}

function meetsTime({ of, is, value }: TimeCondition, parameters: Parameters): string {
  if (of === "eventTime") return `ev.event_time_ms ${is} ${parameters.add(value)}`;
  return `ev.recorded_at_ms ${is} ${parameters.add(Math.ceil(value))}`;
}
