/** Which part of a list is wanted. */
export interface PageRequest {
  /** 1 to {@link MAX_PAGE}; {@link DEFAULT_PAGE} when absent. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

/** One part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next part; `null` on the last. */
  readonly next: string | null;
}

export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;
