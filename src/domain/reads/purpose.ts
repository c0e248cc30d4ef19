import type { PURPOSES } from "../cooperation/closed-lists.ts";

export type Purpose = (typeof PURPOSES)[number];

/** The purposes that would fail if the persons concerned knew of the read at once. */
export const DISCREET: readonly Purpose[] = ["sighting", "surveillance", "analysis", "investigation"];

/**
 * Seconds for which a read for a {@link DISCREET} purpose is not shown to those whose payloads were read: 90 days, the
 * longest time of a seal. A seal on chain names no shipment, so that it cannot decide here.
 */
export const DISCREET_SECONDS = 90 * 86_400;
