import type { InvalidateQueryFilters, Query, QueryClient } from "@tanstack/react-query";

/**
 * Has what is shown asked for again. Of a list of several pages it is only noted that it changed: its pages would be
 * read one after the other at every entry, and its rows move under who reads them.
 */
export function refresh(client: QueryClient, filters: InvalidateQueryFilters = {}): void {
  const { predicate = () => true } = filters;
  void client.invalidateQueries({ ...filters, predicate: (query) => predicate(query) && !isLong(query) });
  void client.invalidateQueries({
    ...filters,
    predicate: (query) => predicate(query) && isLong(query),
    refetchType: "none",
  });
}

/** Whether a query is of a list of which more than the first page was read. */
export function isLong({ state: { data } }: Pick<Query, "state">): boolean {
  const { pages } = (data ?? {}) as { readonly pages?: readonly unknown[] };
  return pages !== undefined && pages.length > 1;
}
