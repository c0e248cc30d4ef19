import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Page } from "../../api/page.ts";
import { isLong } from "./cache.ts";
import { call, type CallOptions } from "./call.ts";

/** A list that the API gives page by page, with the pages read so far. */
export interface Endless<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly isPending: boolean;
  /** Whether the list was read and is empty. */
  readonly isEmpty: boolean;
  /** The error of the last read; `null` when it succeeded. */
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Whether items follow the last one. */
  readonly more: boolean;
  readonly onMore: () => void;
  /** Whether the list changed after it was read, and is too long to be reloaded without the reader's consent. */
  readonly outdated: boolean;
  /** Reloads the list from the start. */
  readonly onAgain: () => void;
}

/** Stands for the cursor of the first page, which has none. */
const FIRST = "";

/**
 * Reads a list page by page.
 *
 * @param limit Items of a page.
 * @param keyOf Identifies an item; the same function at every call.
 * @param filter Parameters of the query that choose among the items; named by `queryKey`.
 */
export function useEndless<Item>(
  queryKey: readonly string[],
  path: string,
  limit: number,
  keyOf: (item: Item) => string,
  filter: CallOptions["query"] = {},
): Endless<Item> {
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Item>>(path, {
        query: { ...filter, limit, cursor: pageParam === FIRST ? undefined : pageParam },
        signal,
      }),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next,
    // Changes invalidate the list. A long list is reloaded only when the reader asks for it.
    staleTime: Infinity,
    refetchOnMount: (query) => !isLong(query),
    refetchOnWindowFocus: false,
  });
  const { fetchNextPage, isFetching, hasNextPage } = list;
  const onMore = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [fetchNextPage, isFetching]);
  const pages = list.data?.pages;
  const items = useMemo(() => once(pages ?? [], keyOf), [pages, keyOf]);
  return {
    items,
    keyOf,
    isPending: list.isPending,
    isEmpty: list.isSuccess && !hasNextPage && items.length === 0,
    error: list.error,
    onRetry: () => void (list.isFetchNextPageError ? fetchNextPage() : list.refetch()),
    more: hasNextPage,
    onMore,
    outdated: list.isStale && (pages?.length ?? 0) > 1,
    onAgain: () => void client.resetQueries({ queryKey, exact: true }),
  };
}

/** The items of all pages, each once: an item that changed between two reads is on both pages, newest on the first. */
function once<Item>(pages: readonly Page<Item>[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>();
  for (const { items } of pages) {
    for (const item of items) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  }
  return [...byKey.values()];
}
