import { type LedgerOrigin, parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { cosignedAt, isBy } from "../../domain/checkpoint/cosignature.ts";
import { parseNote } from "../../domain/checkpoint/signed-note.ts";
import type { VerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { blockHash, type Sealing, SEALINGS } from "../finality/block-hash.ts";
import { verifySeals } from "../finality/verify-seals.ts";
import { decodeHeader } from "../proof/sealed-header.ts";

/** One of two blocks at the same height. */
export interface ForkSide {
  /** RLP of the header, including the seals of validators on a chain with seals. */
  readonly header: Hex;
  readonly sealing: Sealing;
}

/**
 * Proof that a node served two histories of one ledger: the block that a witness signed, and another block at its
 * height.
 */
export interface ForkProof {
  readonly signed: ForkSide & {
    /** The checkpoint that the witness cosigned. */
    readonly note: string;
  };
  readonly other: ForkSide;
  /** Time at which the witness read the other block, in Unix seconds. */
  readonly seenAt: number;
}

/** A verified fork. */
export interface ProvenFork {
  /** The ledger whose history forked. */
  readonly origin: LedgerOrigin;
  readonly height: number;
  readonly signed: Bytes32;
  readonly other: Bytes32;
  /**
   * Addresses of validators that sealed both blocks, which an honest validator never does. Empty on a chain without
   * seals.
   */
  readonly sealedBoth: readonly string[];
}

/**
 * Reads a fork proof from JSON; {@link verifyForkProof} verifies it.
 *
 * @throws ForkProofInvalid
 */
export function parseForkProof(value: JsonValue): ForkProof {
  const invalid = (problem: string) => new PortolanError("ForkProofInvalid", { problem });
  const sideOf = (side: JsonValue | undefined): ForkSide => {
    const { header, sealing } = isJsonObject(side) ? side : {};
    if (typeof header !== "string" || !/^0x(?:[0-9a-f]{2})+$/.test(header))
      throw invalid("a header is not hexadecimal");
    const known = SEALINGS.find((name) => name === sealing);
    if (known === undefined) throw invalid("a block has an unknown kind of seals");
    return { header: header as Hex, sealing: known };
  };
  const { signed, other, seenAt } = isJsonObject(value) ? value : {};
  const note = isJsonObject(signed) ? signed["note"] : undefined;
  if (typeof note !== "string" || typeof seenAt !== "number") throw invalid("it is incomplete");
  return { signed: { ...sideOf(signed), note }, other: sideOf(other), seenAt };
}

/**
 * Verifies a fork proof.
 *
 * @param key verifier key of the witness that signed the checkpoint.
 * @throws ForkProofInvalid unless it has two different blocks of one height, one of them cosigned by this witness; the
 * errors of a malformed note, checkpoint, header or seal.
 */
export function verifyForkProof({ signed, other }: ForkProof, key: VerifierKey): ProvenFork {
  const invalid = (problem: string) => new PortolanError("ForkProofInvalid", { problem });
  const { text, signatures } = parseNote(signed.note);
  if (!signatures.some((line) => isBy(line, key) && cosignedAt(text, line, key) !== undefined))
    throw invalid(`its checkpoint is not cosigned by ${key.name}`);
  const checkpoint = parseCheckpoint(text);
  const [ours, theirs] = [readSide(signed), readSide(other)];
  if (ours.hash !== checkpoint.hash || ours.number !== checkpoint.height)
    throw invalid("its checkpoint covers another block");
  if (theirs.number !== ours.number) throw invalid("its blocks have different heights");
  if (theirs.hash === ours.hash) throw invalid("its two blocks are equal");
  return {
    origin: { chainId: checkpoint.chainId, ledger: checkpoint.ledger },
    height: ours.number,
    signed: ours.hash,
    other: theirs.hash,
    sealedBoth: ours.sealers.filter((sealer) => theirs.sealers.includes(sealer)),
  };
}

interface Side {
  readonly number: number;
  readonly hash: Bytes32;
  readonly sealers: readonly string[];
}

function readSide({ header: rlp, sealing }: ForkSide): Side {
  const header = decodeHeader(bytesOf(rlp));
  const hash = blockHash(header, sealing);
  // The set of validators is irrelevant here: each seal is a validator's signature under one of two histories.
  const sealers = sealing === "none" ? [] : sealersOf(header, sealing);
  return { number: header.number, hash, sealers };
}

function sealersOf(header: ReturnType<typeof decodeHeader>, sealing: Exclude<Sealing, "none">): readonly string[] {
  return verifySeals(header, sealing, { chainId: 0, ledger: "0x" }).vouchers;
}
