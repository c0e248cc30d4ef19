import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Page } from "../../api/page.ts";
import { isLong } from "./cache.ts";
import { call } from "./call.ts";

/** A list that the API gives page by page, as far as it was read. */
export interface Endless<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly isPending: boolean;
  /** Whether it was read and nothing is in it. */
  readonly isEmpty: boolean;
  /** Why it could not be read, or not further; `null` when it could. */
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Whether there are items after the last. */
  readonly more: boolean;
  readonly onMore: () => void;
  /** Whether it changed after it was read, and is too long to be reloaded without the reader's consent. */
  readonly outdated: boolean;
  /** Reloads it from its beginning. */
  readonly onAgain: () => void;
}

/** Stands for the cursor of the first page, which has none. */
const FIRST = "";

/** How a list is read. @param limit items a page. @param keyOf tells one item from another; the same at every call. */
export function useEndless<Item>(
  queryKey: readonly string[],
  path: string,
  limit: number,
  keyOf: (item: Item) => string,
): Endless<Item> {
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Item>>(path, { query: { limit, cursor: pageParam === FIRST ? undefined : pageParam }, signal }),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next,
    // Changes invalidate it. A long list is reloaded when the reader asks for it.
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

/** The items of all pages, each once: one that changed between two pages stands on both, and is newest on the first. */
function once<Item>(pages: readonly Page<Item>[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>();
  for (const { items } of pages) {
    for (const item of items) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  }
  return [...byKey.values()];
}
