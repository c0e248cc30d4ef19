import { base64 } from "@scure/base";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Bytes32, Hex } from "../entry.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { fromBase64 } from "../encoding/strict-base64.ts";

/** The chain and the ledger contract of a checkpoint. */
export interface LedgerOrigin {
  readonly chainId: number;
  /** Address of the ShipmentLedger, lower-case. */
  readonly ledger: Hex;
}

/** The statement "at this height, the block of this ledger's chain has this hash". */
export interface Checkpoint extends LedgerOrigin {
  readonly height: number;
  readonly hash: Bytes32;
}

const HASH_BYTES = 32;

/** The first line of a ledger's checkpoints (the origin line of c2sp.org/tlog-checkpoint). */
export function originLine({ chainId, ledger }: LedgerOrigin): string {
  return `portolan/eip155:${chainId}/${ledger}`;
}

/**
 * The text of a checkpoint, in the three lines of c2sp.org/tlog-checkpoint: origin, size, root. The log is the chain.
 * Its size is the number of blocks (height + 1). Its root is the hash of the last block, which commits to all earlier
 * blocks through parent links. The root is not a Merkle root, so block headers prove consistency.
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { height, hash } = checkpoint;
  return `${originLine(checkpoint)}\n${height + 1}\n${base64.encode(hexToBytes(hash.slice(2)))}\n`;
}

/**
 * Reads the text of a checkpoint of any Portolan ledger. Refuses extension lines: Portolan writes none, and a witness
 * must not sign a line that it did not check.
 *
 * @throws CheckpointMalformed
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = /^portolan\/eip155:([1-9]\d{0,15})\/0x([0-9a-f]{40})\n([1-9]\d{0,15})\n(\S+)\n$/.exec(text);
  if (lines === null) throw malformed();
  const [, chain, ledger = "", blocks, root = ""] = lines;
  const chainId = Number(chain);
  const size = Number(blocks);
  const bytes = fromBase64(root);
  if (!Number.isSafeInteger(chainId) || !Number.isSafeInteger(size) || bytes?.length !== HASH_BYTES) throw malformed();
  return { chainId, ledger: `0x${ledger}`, height: size - 1, hash: `0x${bytesToHex(bytes)}` };
}

function malformed(): PortolanError {
  return new PortolanError("CheckpointMalformed", {
    problem: "it does not have the lines origin, size and block hash",
  });
}
