import type { Page } from "../../gateway/read/page.ts";
import type { ApiClient, Query } from "./api-client.ts";

/** Items that a command shows at most; whoever wants more narrows the question or pages through the API. */
export const MAX_LISTED = 1_000;

/** The items of a paged list, from the first page on, up to `limit`. */
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
