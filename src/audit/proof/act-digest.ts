import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Act, ACT_FIELDS } from "../../domain/cooperation/act.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../../domain/encoding/keccak256.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { domainSeparator } from "./entry-digest.ts";
import type { CooperationPlace } from "./expected-cooperation-code.ts";
import { paddedWord } from "./expected-code.ts";

const ACT_TYPE =
  "Act(bytes32 matter,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment,uint40 until,uint32 period,uint8 code,uint16 codes)";

/**
 * Creates a function that computes the EIP-712 digest of an act. It is a second implementation of the act hash on purpose:
 * it runs in a browser, and verification stays independent of the recording code. Tests compare the two.
 */
export function createActDigest({ chainId, cooperation }: CooperationPlace): (act: Act) => EntryHash {
  const separator = domainSeparator({ chainId, ledger: cooperation });
  const prefix = concatBytes(Uint8Array.of(0x19, 0x01), bytesOf(separator));
  const typeHash = keccak256(utf8ToBytes(ACT_TYPE));
  return (act) => {
    const words = ACT_FIELDS.map((field) => {
      const value = act[field];
      return paddedWord(typeof value === "number" ? `0x${value.toString(16)}` : value);
    });
    return keccak256Hex(concatBytes(prefix, keccak256(concatBytes(typeHash, ...words))));
  };
}
