import type { EventCondition } from "../../store/epcis/conditions.ts";

/** A checked query: what events have to meet, in which order they come, and how many. */
export interface EventQuery {
  /** All of them have to be met. */
  readonly conditions: readonly EventCondition[];
  readonly order: {
    readonly by: "recordTime" | "eventTime" | { readonly field: string };
    readonly descending: boolean;
  };
  /** The first so many in this order, and no more. */
  readonly eventCountLimit?: number;
  /** An error when there are more. */
  readonly maxEventCount?: number;
}

/** Parameters by name with their values, as a URL or a JSON query gives them. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/** How large one query can be; a pattern of EPCs is up to ten ranges, one for each first digit of a key. */
export const QUERY_LIMITS = { parameters: 100, values: 1_000, patterns: 200, maxEventCount: 100_000 } as const;
