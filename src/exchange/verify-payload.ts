import type { ParcelContent } from "../api/exchange.ts";
import type { Bytes32 } from "../domain/entry.ts";
import { bytesOf } from "../domain/encoding/hex.ts";
import type { JsonObject } from "../domain/encoding/json.ts";
import { commit } from "../domain/payload/commitment.ts";
import type { Disclosure } from "../domain/payload/disclosure.ts";
import { verifyDisclosure } from "../domain/payload/verify-disclosure.ts";
import { unlessRefused } from "./failure-of.ts";

/** A whole payload, or the disclosed part of one, which `verifyDisclosure` can verify again. */
export type VerifiedPayload =
  | { readonly view: "whole"; readonly body: JsonObject; readonly seed: Bytes32 }
  | { readonly view: "fields"; readonly body: JsonObject; readonly disclosure: Disclosure };

/** Verifies a payload against the commitment in its entry. Returns `undefined` for another payload. */
export function verifyPayload(payload: ParcelContent["payload"], commitment: Bytes32): VerifiedPayload | undefined {
  if (payload.view === "whole") {
    const { body, seed } = payload;
    const found = unlessRefused(() => commit(body, bytesOf(seed)));
    return found === commitment ? { view: "whole", body, seed } : undefined;
  }
  const { object, disclosures } = payload;
  const verified = unlessRefused(() => verifyDisclosure({ object, disclosures }));
  if (verified?.commitment !== commitment) return undefined;
  return { view: "fields", body: verified.payload, disclosure: { object, disclosures } };
}
