import type { EventCondition } from "../../store/epcis/conditions.ts";

/** A checked query: the conditions on events, their order and their number. */
export interface EventQuery {
  /** Events match all of them. */
  readonly conditions: readonly EventCondition[];
  readonly order: {
    readonly by: "recordTime" | "eventTime" | { readonly field: string };
    readonly descending: boolean;
  };
  /** Most results; later ones are left out. */
  readonly eventCountLimit?: number;
  /** Most results; more are an error. */
  readonly maxEventCount?: number;
}

/** The values of parameters by name, from a URL or a JSON query. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** Limits of one query; a pattern of EPCs counts as up to ten patterns, one for each first digit of a key. */
export const QUERY_LIMITS = { parameters: 100, values: 1_000, patterns: 200, maxEventCount: 100_000 } as const;
