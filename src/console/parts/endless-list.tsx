import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect } from "react";
import type { Endless } from "../api/use-endless.ts";
import { text } from "../texts/text.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { Loading } from "./loading.tsx";
import { useTop } from "./use-extent.ts";

interface EndlessListProps<Item> {
  readonly of: Endless<Item>;
  readonly row: (item: Item) => ReactNode;
  /** The list's accessible name. */
  readonly label: string;
  /** Estimated height of a row in pixels; the real height is measured. */
  readonly height: number;
  /** The text of an empty list. */
  readonly none: string;
}

/** A list of any length. The document holds only the visible rows, and scrolling loads more. */
export function EndlessList<Item>({ of, row, label, height, none }: EndlessListProps<Item>) {
  const { items, keyOf, more, onMore, error, onRetry, outdated, onAgain } = of;
  const [box, top] = useTop<HTMLDivElement>();
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 10,
    scrollMargin: top,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && error === null && last >= items.length - 20) onMore();
  }, [more, error, last, items.length, onMore]);

  return (
    <>
      {of.isPending && <Loading />}
      {of.isEmpty && (
        <p className="nothing soft" role="status">
          {none}
        </p>
      )}
      {outdated && (
        <p className="notice row outdated" role="status">
          {text("state.outdated")}
          <button type="button" className="button" onClick={onAgain}>
            {text("state.again")}
          </button>
        </p>
      )}
      <div ref={box} className="endless" role="list" aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ key, index, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="listitem"
            aria-setsize={more ? -1 : items.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {items.slice(index, index + 1).map(row)}
          </div>
        ))}
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={onRetry} />}
    </>
  );
}
