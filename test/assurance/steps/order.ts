/**
 * The moment of a kill relative to an act. `before`: the act is held back for a moment, while work that does not wait
 * for it continues, and is then never done. `halfway`: half of its bytes are written. `after`: it is done, and its
 * caller never learns so.
 */
export type Moment = "before" | "halfway" | "after";

/** An order to die at the nth act of this name since the order was given. */
export interface Order {
  readonly step: string;
  readonly nth: number;
  readonly moment: Moment;
}

/** Environment variable of a watched process: the folder of orders and traces. */
export const FOLDER_VARIABLE = "STEPS_FOLDER";
/** Environment variable: files below this folder are watched. */
export const ROOT_VARIABLE = "STEPS_ROOT";
/** Environment variable: faults to plant in the product, as JSON. */
export const PATCHES_VARIABLE = "STEPS_PATCHES";

/**
 * Files of that folder: the order, always replaced as a whole; the acts, one a line; the names of all transactions, one
 * a line.
 */
export const ORDER_FILE = "order.json";
export const TRACE_FILE = "trace";
export const TRANSACTIONS_FILE = "transactions";
