import type { ShipmentId } from "../../domain/entry.ts";
import { createStoredList } from "./stored-list.ts";

const ID = /^0x[0-9a-f]{64}$/;

/** The shipments that this browser's user keeps an eye on: ids alone, which tell an outsider nothing. */
const watched = createStoredList<ShipmentId>({
  key: "portolan.watched",
  isItem: (id): id is ShipmentId => typeof id === "string" && ID.test(id),
  isSame: (one, other) => one === other,
  // As many as a person can keep an eye on.
  most: 50,
});

export const useWatched = watched.use;
export const watch = watched.put;
export const unwatch = watched.remove;
