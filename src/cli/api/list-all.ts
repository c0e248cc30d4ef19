import type { Page } from "../../api/page.ts";
import type { ApiClient, Query } from "./api-client.ts";

/** Largest number of items that a command lists by default. */
export const MAX_LISTED = 1_000;

/** Reads the pages of a list, up to `limit` items. */
export async function listAll<Item>(
  client: ApiClient,
  path: string,
  query: Query = {},
  limit = MAX_LISTED,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.get<Page<Item>>(path, { ...query, cursor });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return items.slice(0, limit);
}
