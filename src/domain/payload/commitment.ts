import { conceal } from "./conceal.ts";
import { commitmentOfConcealed } from "./disclosure-digest.ts";
import type { Bytes32 } from "../entry.ts";
import type { JsonObject } from "../encoding/json.ts";

/**
 * The commitment to a payload, which its entry carries on chain: SHA-256 over the canonical JSON of the concealed
 * payload (`conceal`). It binds every field and reveals none. `disclose` opens single fields. Once payload and seed are
 * erased, the commitment reveals nothing.
 *
 * @param seed 32 random bytes, new for each payload (`newPayloadSeed`), stored and erased with it.
 * @throws `PayloadNotObject`, `PayloadReservedName`, `PayloadSeedInvalid`, and the `Json…` errors of `canonicalJson`.
 */
export function commit(payload: JsonObject, seed: Uint8Array): Bytes32 {
  return commitmentOfConcealed(conceal(payload, seed).object);
}
