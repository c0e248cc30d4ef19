import { sha256 } from "../domain/encoding/sha256.ts";
import type { Bytes32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { failureOf } from "./failure-of.ts";
import { decodeParcel, type Parcel } from "./parcel.ts";
import type { ParcelJudgement } from "./parcel-outcome.ts";

/** A readable item, of which nothing is verified; or the outcome of another item, whose id is the SHA-256 of its bytes. */
export type ReadParcel =
  | { readonly outcome: "read"; readonly parcel: Parcel }
  | ({ readonly id: Bytes32 } & Extract<ParcelJudgement, { outcome: "unsupported" | "refused" }>);

/** Reads a received item. Never throws for its content. @param item The bytes of one line, without its end. */
export function readParcel(item: Uint8Array): ReadParcel {
  try {
    return { outcome: "read", parcel: decodeParcel(item) };
  } catch (error) {
    const id: Bytes32 = `0x${sha256(item, "hex")}`;
    if (PortolanError.is(error, "ExchangeVersionUnsupported"))
      return { id, outcome: "unsupported", version: Number(error.facts["version"]) };
    return { id, outcome: "refused", failure: failureOf(error) };
  }
}
