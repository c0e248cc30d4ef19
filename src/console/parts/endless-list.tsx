import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import "./endless-list.css";

interface EndlessListProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly row: (item: Item) => ReactNode;
  /** What the list is of, for who does not see it. */
  readonly label: string;
  /** Estimated height of a row in pixels; the real one is measured. */
  readonly height: number;
  /** Whether there are items after the last, and how to have them read. */
  readonly more: boolean;
  readonly onMore: () => void;
}

/** A list of any length, of which only the rows in sight are in the document, and which reads on as it is scrolled. */
export function EndlessList<Item>({ items, keyOf, row, label, height, more, onMore }: EndlessListProps<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useEffect(() => setOffset(box.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    getItemKey: (index) => keyOf(items[index] as Item),
    overscan: 10,
    scrollMargin: offset,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= items.length - 20) onMore();
  }, [more, last, items.length, onMore]);

  return (
    <div ref={box} className="endless" role="list" aria-label={label} style={{ height: virtual.getTotalSize() }}>
      {rows.map(({ key, index, start }) => (
        <div
          key={key}
          ref={virtual.measureElement}
          data-index={index}
          role="listitem"
          aria-setsize={more ? -1 : items.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - offset}px)` }}
        >
          {row(items[index] as Item)}
        </div>
      ))}
    </div>
  );
}
