import { indexed } from "./events.ts";
import type { Database } from "../open-database.ts";
import type { Parameter } from "../query/statement.ts";

/** A text that begins with `prefix` and has `infix` somewhere behind it. */
export interface TermPattern {
  readonly prefix: string;
  readonly infix?: string;
}

/** The event says something in one of these fields: one of the texts, one that fits a pattern, or anything at all. */
export interface TermCondition {
  readonly kind: "term";
  readonly names: readonly string[];
  readonly equals?: readonly string[];
  readonly patterns?: readonly TermPattern[];
}

/** The event says a number in one of these fields that meets all bounds, or equals one of `equals`. */
export interface NumberCondition {
  readonly kind: "number";
  readonly names: readonly string[];
  readonly bounds?: readonly { readonly is: ">" | ">=" | "<" | "<="; readonly value: number }[];
  readonly equals?: readonly number[];
}

/** The event happened, or was recorded, then or later, or before. Unix milliseconds. */
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

/** What an event has to meet. */
export type EventCondition = TermCondition | NumberCondition | TimeCondition | AnyCondition;

/** Collects the parameters of a statement. */
export class Parameters {
  readonly dialect: Database["dialect"];
  readonly values: Parameter[];

  constructor(dialect: Database["dialect"], first: readonly Parameter[]) {
    this.dialect = dialect;
    this.values = [...first];
  }

  /** The placeholder of one more. */
  add(value: Parameter): string {
    return `?${this.values.push(value)}`;
  }

  /** SQL: the texts of a list as rows. They are one parameter, so that the statement's text stays the same. */
  texts(list: readonly string[]): string {
    const parameter = this.add(JSON.stringify(list));
    return this.dialect === "sqlite"
      ? `(select value from json_each(${parameter}))`
      : `(select jsonb_array_elements_text(${parameter}::jsonb))`;
  }

  /** SQL: the whole numbers of a list as rows, likewise. */
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
 * @param leading whether the search begins with the events that meet it, rather than looking at each one.
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
      // A character that `like` takes for a wildcard only widens what the range has narrowed.
      range.push(`t.value like ${parameters.add(`${prefix}%${infix}%`)}`);
    }
    values.push(`(${range.join(" and ")})`);
  }
  if (equals === undefined && patterns === undefined) return named;
  return `${named} and (${values.length === 0 ? "1 = 0" : values.join(" or ")})`;
}

/** Greater than every character that an identifier has. */
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

/** PostgreSQL takes a number for a bigint where nothing says otherwise, and SQLite for what it is. */
function numeric(parameters: Parameters, value: number): string {
  return `cast(${parameters.add(value)} as double precision)`;
}

function meetsTime({ of, is, value }: TimeCondition, parameters: Parameters): string {
  if (of === "eventTime") return `ev.event_time_ms ${is} ${parameters.add(value)}`;
  // Blocks have whole seconds: the first second that is not before the time.
  return `ev.recorded_at ${is} ${parameters.add(Math.ceil(value / 1000))}`;
}
