import { bytesOf } from "../domain/encoding/hex.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";

/** Associated data of sealed content begins with this label. */
export const CONTENT_LABEL = Buffer.from("portolan:exchange:1:content:");

/** The `info` of HPKE (RFC 9180, 5.1), which names protocol and version. */
export const ACCESS_LABEL = Buffer.from("portolan:exchange:1:access:");

/** Chain id in 8 bytes, big-endian, and address of the ledger. */
export function ledgerBytes({ chainId, ledger }: LedgerDomain): Uint8Array {
  const bytes = Buffer.alloc(8 + 20);
  bytes.writeBigUInt64BE(BigInt(chainId), 0);
  bytes.set(bytesOf(ledger), 8);
  return bytes;
}
