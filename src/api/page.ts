import { Type, type TSchema } from "@sinclair/typebox";
import { nullable, shape } from "./shape.ts";

/** Items on a page when a request gives no `limit`. */
export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** The query parameters of every list. */
export const PAGE_QUERY = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_PAGE,
      description: `Maximum number of items on the page; ${DEFAULT_PAGE} when absent.`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 512,
      description: "`next` of the previous page. The other parameters must be the same.",
    }),
  ),
};

/** The requested page of a list. */
export interface PageRequest {
  /** 1 to {@link MAX_PAGE}; {@link DEFAULT_PAGE} when absent. */
  readonly limit?: number | undefined;
  /** `next` of the previous page. */
  readonly cursor?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; `null` on the last page. */
  readonly next: string | null;
}

export function pageOf<T extends TSchema>(item: T) {
  return shape(`${item.title}Page`, "One page of a list.", { items: Type.Array(item), ...PAGE_MEMBERS });
}

/** The members of a page after its items. */
export const PAGE_MEMBERS = {
  next: nullable(
    Type.String({
      description: "Cursor of the next page; null on the last page. Any page may have fewer items than `limit`.",
    }),
  ),
};
