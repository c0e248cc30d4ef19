import type { EventCondition } from "../../store/epcis/conditions.ts";

/** A checked query: conditions on events, order and largest number of results. */
export interface EventQuery {
  /** Conditions that a result must all satisfy. */
  readonly conditions: readonly EventCondition[];
  readonly order: {
    readonly by: "recordTime" | "eventTime" | { readonly field: string };
    readonly descending: boolean;
  };
  /** Largest number of results; the query omits further events. */
  readonly eventCountLimit?: number;
  /** Largest number of results; more results are an error. */
  readonly maxEventCount?: number;
}

/** Values of parameters by name, from a URL or a JSON query. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** Limits of one query; a pattern of EPCs counts as up to ten patterns, one for each first digit of a key. */
export const QUERY_LIMITS = { parameters: 100, values: 1_000, patterns: 200, maxEventCount: 100_000 } as const;
