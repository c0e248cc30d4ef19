import type { Hex } from "../entry.ts";
import { NO_JURISDICTION } from "./item.ts";

/** A country as the contracts hold it: its two letters as bytes; zero for none. */
export function jurisdictionBytes(country: string | undefined): Hex {
  return country === undefined ? NO_JURISDICTION : `0x${Buffer.from(country, "latin1").toString("hex")}`;
}
