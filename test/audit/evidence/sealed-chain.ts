import { concatBytes } from "@noble/hashes/utils.js";
import type { Evidence } from "../../../src/audit/evidence/evidence.ts";
import { decodeHeader } from "../../../src/audit/proof/sealed-header.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { bytesOf, hexOf } from "../../../src/domain/encoding/hex.ts";
import { keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";
import type { PrivateKey } from "../../../src/keys/private-key.ts";
import { rlp, rlpNumber, type RlpItem } from "../../../src/ledger/rlp.ts";

/** The accounts that seal a block. */
export interface Sealers {
  readonly validators: readonly PrivateKey[];
  readonly sealers: readonly PrivateKey[];
}

/** The same evidence as if validators had sealed its blocks under QBFT, in the round after the first. */
export function sealedEvidence(evidence: Evidence, sealersOf: (block: number) => Sealers): Evidence {
  let parent: Bytes32 | undefined;
  const headers = evidence.headers.map((hex): Hex => {
    const { fields, number } = decodeHeader(bytesOf(hex));
    const { validators, sealers } = sealersOf(number);
    const linked = parent === undefined ? [...fields] : fields.with(0, bytesOf(parent));
    const start: RlpItem[] = [new Uint8Array(32), validators.map(({ address }) => bytesOf(address)), []];
    const withExtra = (...end: RlpItem[]) => rlp(linked.with(12, rlp([...start, ...end])));
    const digest = keccak256Hex(withExtra(rlpNumber(1), []));
    const seals = sealers.map((key) => {
      const compact = bytesOf(key.sign(digest));
      const bit = (compact[32] as number) >> 7;
      compact[32] = (compact[32] as number) & 0x7f;
      return concatBytes(compact, Uint8Array.of(bit));
    });
    parent = keccak256Hex(withExtra(rlpNumber(0), []));
    return hexOf(withExtra(rlpNumber(1), seals));
  });
  return { ...evidence, headers, chain: { ...evidence.chain, sealing: "qbft" }, finality: [{ kind: "qbft" }] };
}
