/**
 * Where a process is killed with regard to an act. `before`: the act is held back for a moment, in which everything that
 * does not wait for it goes on, and is then never done. `halfway`: half of its bytes are written. `after`: it is done, and
 * whoever asked for it never hears so.
 */
export type Moment = "before" | "halfway" | "after";

/** The order to die at the nth act of this name since the order was given. */
export interface Order {
  readonly step: string;
  readonly nth: number;
  readonly moment: Moment;
}

/** What a watched process finds in its environment. */
export const FOLDER_VARIABLE = "STEPS_FOLDER";
/** Files below this folder are watched. */
export const ROOT_VARIABLE = "STEPS_ROOT";
/** Faults that are planted in the product, in JSON. */
export const PATCHES_VARIABLE = "STEPS_PATCHES";

/** Files of that folder: the order, replaced whole; the acts, a line each; the names of all transactions, a line each. */
export const ORDER_FILE = "order.json";
export const TRACE_FILE = "trace";
export const TRANSACTIONS_FILE = "transactions";
