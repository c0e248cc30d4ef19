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

/** One of two blocks of one height. */
export interface ForkSide {
  /** RLP, with the seals of the validators where the chain has such. */
  readonly header: Hex;
  readonly sealing: Sealing;
}

/** That two histories of one ledger were served: what a witness signed, and the block that took its place. */
export interface ForkProof {
  readonly signed: ForkSide & {
    /** The checkpoint that the witness cosigned. */
    readonly note: string;
  };
  readonly other: ForkSide;
  /** When the witness saw the other, Unix seconds. */
  readonly seenAt: number;
}

/** What a fork proof shows. */
export interface ProvenFork {
  /** The ledger whose history forked. */
  readonly origin: LedgerOrigin;
  readonly height: number;
  readonly signed: Bytes32;
  readonly other: Bytes32;
  /** Validators that sealed both blocks, by their own seals: no honest one does. Empty where blocks are not sealed. */
  readonly sealedBoth: readonly string[];
}

/**
 * Reads a fork proof as a stranger hands it out, in JSON. It says nothing yet.
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
 * @param key of the witness that hands it out.
 * @throws ForkProofInvalid when it does not show two blocks of one height, one of them cosigned by this witness; the
 * errors of a malformed note, checkpoint, header or seal.
 */
export function verifyForkProof({ signed, other }: ForkProof, key: VerifierKey): ProvenFork {
  const invalid = (problem: string) => new PortolanError("ForkProofInvalid", { problem });
  const { text, signatures } = parseNote(signed.note);
  if (!signatures.some((line) => isBy(line, key) && cosignedAt(text, line, key) !== undefined))
    throw invalid(`its checkpoint is not cosigned by ${key.name}`);
  const checkpoint = parseCheckpoint(text);
  const [ours, theirs] = [signed, other].map(readSide) as [Side, Side];
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
  // Whose validators they are does not matter here: each seal is its maker's signature under one of two histories.
  const sealers = sealing === "none" ? [] : sealersOf(header, sealing);
  return { number: header.number, hash, sealers };
}

function sealersOf(header: ReturnType<typeof decodeHeader>, sealing: Exclude<Sealing, "none">): readonly string[] {
  return verifySeals(header, sealing, { chainId: 0, ledger: "0x" }).vouchers;
}
