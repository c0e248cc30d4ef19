import { useSyncExternalStore } from "react";

/** A list in this browser's storage, the newest first, shared by all its windows. Never for secrets. */
export interface StoredList<Item> {
  use(): readonly Item[];
  /** Puts an item first. It replaces an equal item (`isSame`), and the oldest item when the list is full. */
  put(item: Item): void;
  remove(item: Item): void;
}

export interface StoredListRules<Item> {
  /** Key in the browser's storage. */
  readonly key: string;
  /** Drops stored items of another version and manual changes. */
  readonly isItem: (value: unknown) => value is Item;
  readonly isSame: (one: Item, other: Item) => boolean;
  readonly most: number;
}

export function createStoredList<Item>({ key, isItem, isSame, most }: StoredListRules<Item>): StoredList<Item> {
  const listeners = new Set<() => void>();
  let cached: { readonly stored: string | null; readonly items: readonly Item[] } = { stored: null, items: [] };

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    addEventListener("storage", listener);
    return () => {
      listeners.delete(listener);
      removeEventListener("storage", listener);
    };
  }

  function read(): readonly Item[] {
    const stored = localStorage.getItem(key);
    if (stored !== cached.stored) cached = { stored, items: parse(stored) };
    return cached.items;
  }

  function parse(stored: string | null): readonly Item[] {
    try {
      const value: unknown = JSON.parse(stored ?? "[]");
      return Array.isArray(value) ? value.filter(isItem) : [];
    } catch {
      return [];
    }
  }

  function write(items: readonly Item[]): void {
    localStorage.setItem(key, JSON.stringify(items));
    for (const listener of listeners) listener();
  }

  const without = (item: Item) => read().filter((one) => !isSame(one, item));
  return {
    use: () => useSyncExternalStore(subscribe, read),
    put: (item) => write([item, ...without(item)].slice(0, most)),
    remove: (item) => write(without(item)),
  };
}
