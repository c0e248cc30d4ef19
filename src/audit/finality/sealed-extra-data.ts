import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { rlp, type RlpItem } from "../../ledger/rlp.ts";
import { decodeRlp, type RlpValue } from "../proof/decode-rlp.ts";
import { byteString, integer, listItems } from "../proof/rlp-value.ts";

/** Consensus protocol of Besu, which determines the encoding of seals in `extraData`. */
export type SealScheme = "qbft" | "ibft2";

/** Content of the `extraData` of a sealed block. */
export interface SealedExtraData {
  /** Addresses of the validators; empty if a contract lists them. */
  readonly validators: readonly Hex[];
  /** Number of failed rounds before the successful round. */
  readonly round: number;
  /** Seals in the order of the block, 65 bytes each: r, s and the recovery bit. */
  readonly seals: readonly Uint8Array[];
  /** `extraData` that the block hash covers: without seals, with round 0. */
  readonly hashed: Uint8Array;
  /** `extraData` that the seals sign: without seals, with the successful round. */
  readonly sealed: Uint8Array;
}

const VANITY_BYTES = 32;
const ADDRESS_BYTES = 20;
const SEAL_BYTES = 65;
const ROUND_BYTES = 4;

/** Largest number of validators, far above the number with which consensus still terminates. */
const MAX_VALIDATORS = 1_000;

/**
 * Reads RLP[vanity, validators, vote, round, seals] (Besu, `QbftExtraDataCodec` and `IbftExtraDataCodec`). QBFT encodes
 * the round as a number, and hashes empty values for round and seals. IBFT 2.0 encodes the round in four bytes, and
 * hashes neither of them.
 *
 * @throws SealsMalformed
 */
export function readSealedExtraData(scheme: SealScheme, extraData: Uint8Array): SealedExtraData {
  try {
    return read(scheme, extraData);
  } catch (cause) {
    if (!PortolanError.is(cause, "RlpMalformed")) throw cause;
    throw new PortolanError("SealsMalformed", { problem: String(cause.facts["problem"]) }, { cause });
  }
}

function read(scheme: SealScheme, extraData: Uint8Array): SealedExtraData {
  const [vanity, validators, vote, round, seals] = listItems(decodeRlp(extraData), "extraData", 5);
  byteString(vanity, "the vanity", VANITY_BYTES);
  requireVote(scheme, vote);
  const number = scheme === "qbft" ? integer(round, "the round") : fixedNumber(round);
  const unsealed = [vanity, validators, vote] as RlpItem[];
  const sealed = scheme === "qbft" ? [...unsealed, round as Uint8Array, []] : [...unsealed, round as Uint8Array];
  return {
    validators: bounded(validators, "the validators").map((item) =>
      hexOf(byteString(item, "an address", ADDRESS_BYTES)),
    ),
    round: number,
    seals: bounded(seals, "the seals").map((item) => byteString(item, "a seal", SEAL_BYTES)),
    hashed: rlp(scheme === "qbft" ? [...unsealed, new Uint8Array(0), []] : unsealed),
    sealed: rlp(sealed),
  };
}

/** Checks the vote on a validator. A missing vote is an empty list (QBFT) or an empty byte string (IBFT 2.0). */
function requireVote(scheme: SealScheme, vote: RlpValue | undefined): void {
  if (scheme === "ibft2" && vote instanceof Uint8Array) return void byteString(vote, "no vote", 0);
  const items = listItems(vote, "the vote", ...(scheme === "qbft" ? [0, 2] : [2]));
  if (items.length === 0) return;
  byteString(items[0], "the candidate", ADDRESS_BYTES);
  byteString(items[1], "the vote's direction");
}

function fixedNumber(round: RlpValue | undefined): number {
  const bytes = byteString(round, "the round", ROUND_BYTES);
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function bounded(value: RlpValue | undefined, what: string): readonly RlpValue[] {
  const items = listItems(value, what);
  if (items.length > MAX_VALIDATORS)
    throw new PortolanError("RlpMalformed", { problem: `${what} are more than ${MAX_VALIDATORS}` });
  return items;
}
