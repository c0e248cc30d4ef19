import { Type, type TSchema } from "@sinclair/typebox";
import { DEFAULT_PAGE, MAX_PAGE, type PageRequest } from "../gateway/read/page.ts";
import { nullable, shape } from "./shape.ts";

/** The query parameters of every list. */
export const PAGE_QUERY = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_PAGE, description: `Items on a page; ${DEFAULT_PAGE} when absent.` }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 512, description: "`next` of the page before, with the same filters." }),
  ),
};

export function pageOf<T extends TSchema>(item: T) {
  return shape(`${item.title}Page`, "One part of a list.", {
    items: Type.Array(item),
    next: nullable(
      Type.String({
        description: "Cursor of the next page; null on the last. A page with one may have fewer items than `limit`.",
      }),
    ),
  });
}

/** The page that a list's query parameters ask for. */
export function pageRequest(limit: number | undefined, cursor: string | undefined): PageRequest {
  return { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
}
