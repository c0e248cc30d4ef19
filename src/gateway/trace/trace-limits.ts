/** Levels of units that a trace follows upwards and downwards: as many as the contract lets units be nested. */
export const TRACE_DEPTH = 8;

/** Entries of the shipment that a trace shows, and entries of units around it. */
export const TRACE_ENTRIES = 10_000;

/** Times that the shipment was inside units that a trace shows, and times that others were inside it. */
export const TRACE_INTERVALS = 1_000;
