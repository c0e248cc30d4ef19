import { useSyncExternalStore } from "react";
import type { ShipmentId } from "../../domain/entry.ts";

const KEY = "portolan.watched";

/** As many as a person can keep an eye on; the oldest gives way. */
const MOST = 50;

const ID = /^0x[0-9a-f]{64}$/;

const listeners = new Set<() => void>();
let cached: { readonly stored: string | null; readonly ids: readonly ShipmentId[] } = { stored: null, ids: [] };

/** The shipments that this browser's user keeps an eye on: ids alone, which tell an outsider nothing. */
export function useWatched(): readonly ShipmentId[] {
  return useSyncExternalStore(subscribe, read);
}

export function watch(id: ShipmentId): void {
  write([id, ...read().filter((one) => one !== id)].slice(0, MOST));
}

export function unwatch(id: ShipmentId): void {
  write(read().filter((one) => one !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

function read(): readonly ShipmentId[] {
  const stored = localStorage.getItem(KEY);
  if (stored !== cached.stored) cached = { stored, ids: parse(stored) };
  return cached.ids;
}

function parse(stored: string | null): readonly ShipmentId[] {
  try {
    const value: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(value) ? value.filter((id): id is ShipmentId => typeof id === "string" && ID.test(id)) : [];
  } catch {
    return [];
  }
}

function write(ids: readonly ShipmentId[]): void {
  localStorage.setItem(KEY, JSON.stringify(ids));
  for (const listener of listeners) listener();
}
