import type { ShipmentId } from "../../domain/entry.ts";
import { createStoredList } from "./stored-list.ts";

const ID = /^0x[0-9a-f]{64}$/;

/** The shipments that this browser's user watches: only ids, which reveal nothing to an outsider. */
const watched = createStoredList<ShipmentId>({
  key: "portolan.watched",
  isItem: (id): id is ShipmentId => typeof id === "string" && ID.test(id),
  isSame: (one, other) => one === other,
  // As many shipments as one user can watch.
  most: 50,
});

export const useWatched = watched.use;
export const watch = watched.put;
export const unwatch = watched.remove;
