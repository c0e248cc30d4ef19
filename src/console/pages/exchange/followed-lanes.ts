import type { Lane } from "../../../api/lane.ts";
import { reads } from "../../api/reads.ts";

/** Milliseconds between two reads while something is owed, and while nothing is. */
const OWING_MS = 5_000;
const IDLE_MS = 30_000;

/**
 * The read of the lanes, repeated while a page shows it: the event stream announces entries, but no deliveries and no
 * receipts.
 */
export function followedLanes() {
  return {
    ...reads.lanes(),
    refetchInterval: ({ state: { data } }: { readonly state: { readonly data: readonly Lane[] | undefined } }) =>
      data?.some(({ owed }) => owed.payloads > 0) === true ? OWING_MS : IDLE_MS,
  };
}
