import { Type, type TSchema } from "@sinclair/typebox";
import { nullable, shape } from "./shape.ts";

/** Items on a page: when a request does not say how many, and at most. */
export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** The query parameters of every list. */
export const PAGE_QUERY = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_PAGE, description: `Items on a page; ${DEFAULT_PAGE} when absent.` }),
  ),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 512, description: "`next` of the page before, with the same filters." }),
  ),
};

/** Which part of a list is wanted. */
export interface PageRequest {
  /** 1 to {@link MAX_PAGE}; {@link DEFAULT_PAGE} when absent. */
  readonly limit?: number | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
}

/** One part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next part; `null` on the last. */
  readonly next: string | null;
}

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
