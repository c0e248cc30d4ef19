import type { Page } from "../../api/page.ts";
import { call } from "./call.ts";

/** Reads all pages of a list. */
export async function readAll<Item>(path: string, signal: AbortSignal): Promise<readonly Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Item> = await call(path, { query: { limit: 200, cursor }, signal });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
