import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import { rlp } from "../../ledger/rlp.ts";
import { EXTRA_DATA_FIELD, type SealedHeader } from "../proof/sealed-header.ts";
import { readSealedExtraData, type SealScheme } from "./sealed-extra-data.ts";

/** Kind of seals of a chain. It decides which data the block hash covers. */
export type Sealing = SealScheme | "none";

export const SEALINGS: readonly Sealing[] = ["none", "qbft", "ibft2"];

/**
 * Computes the hash of a block, which is also the `parentHash` of its child.
 *
 * @throws SealsMalformed
 */
export function blockHash(header: SealedHeader, sealing: Sealing): Bytes32 {
  // The genesis block has no seals: validators agree on it before the chain starts.
  if (sealing === "none" || header.number === 0) return header.rlpHash;
  return hashWith(header, readSealedExtraData(sealing, header.extraData).hashed);
}

/**
 * Finds the sealing under which this header has this hash; `undefined` without one. Trying each sealing is safe:
 * headers with one hash under two sealings differ only in round and seals.
 */
export function sealingOf(header: SealedHeader, hash: Bytes32): Sealing | undefined {
  return SEALINGS.find((sealing) => {
    try {
      return blockHash(header, sealing) === hash;
    } catch (error) {
      if (PortolanError.is(error, "SealsMalformed")) return false;
      throw error;
    }
  });
}

/** Computes Keccak-256 of the header with another `extraData`. */
export function hashWith({ fields }: SealedHeader, extraData: Uint8Array): Bytes32 {
  return keccak256Hex(rlp(fields.with(EXTRA_DATA_FIELD, extraData)));
}
