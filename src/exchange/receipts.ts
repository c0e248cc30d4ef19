import { EXCHANGE_VERSION, type Receipt, type ReceiptsItem, ReceiptsSchema } from "../api/exchange.ts";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { canonicalJson } from "../domain/encoding/canonical-json.ts";
import { bytesOf, hexOf } from "../domain/encoding/hex.ts";
import { itemAt } from "../domain/item-at.ts";
import { recoverAddress } from "../keys/recover-address.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import { unlessRefused } from "./failure-of.ts";
import { merkleProofs, merkleRoot, rootOfPath } from "./merkle-tree.ts";
import { defineMessage } from "./message.ts";
import { shapeReader } from "./read-item.ts";
import { defineStatement, PARTY_FIELDS, type Signed, type Statement, statementDigest } from "./statement.ts";

type ReceiptsStatement = ReceiptsItem["statement"];

/** The signed fields: a Merkle root stands for the receipts, so that one of them can be shown without the others. */
const FIELDS = { ...PARTY_FIELDS, height: "uint64", time: "uint40", count: "uint16", root: "bytes32" } as const;

/** The members of {@link FIELDS}. */
interface ReceiptsHeader extends Statement {
  /** Height of the last block that the signer had followed. */
  readonly height: number;
  /** Unix seconds, by the signer's clock. */
  readonly time: number;
  readonly count: number;
  readonly root: Bytes32;
}

/** Receipts for one sender of parcels. One signature covers up to 1,000, because signing each would cost more than opening. */
export const RECEIPTS = defineMessage(
  shapeReader(ReceiptsSchema),
  defineStatement("Receipts", FIELDS, (statement: ReceiptsStatement) => headerOf(statement)),
);

const RECEIPTS_HEADER = defineStatement("Receipts", FIELDS, (header: ReceiptsHeader) => header);

/** One receipt, with the proof that its signer signed it. */
export interface ProvenReceipt {
  readonly header: ReceiptsHeader;
  readonly signature: Hex;
  readonly receipt: Receipt;
  readonly index: number;
  readonly path: readonly Bytes32[];
}

/** Takes one receipt out of a batch, to show it without the others. @throws RangeError without such a receipt. */
export function proveReceipt({ statement, signature }: Signed<ReceiptsStatement>, index: number): ProvenReceipt {
  const leaves = statement.receipts.map(leafOf);
  return {
    header: headerOf(statement),
    signature,
    receipt: itemAt(statement.receipts, index),
    index,
    path: itemAt(merkleProofs(leaves).paths, index).map(hexOf),
  };
}

/** The address of the key that signed a proven receipt, lower-case; `undefined` when the proof does not hold. */
export function signerOfReceipt(proven: ProvenReceipt, ledger: LedgerDomain): Hex | undefined {
  const { header, signature, receipt, index, path } = proven;
  const root = rootOfPath(leafOf(receipt), index, header.count, path.map(bytesOf));
  if (header.version !== EXCHANGE_VERSION || root === undefined || hexOf(root) !== header.root) return undefined;
  return unlessRefused(() => recoverAddress(statementDigest(RECEIPTS_HEADER, header, ledger), signature));
}

function headerOf({ receipts, ...header }: ReceiptsStatement): ReceiptsHeader {
  return { ...header, count: receipts.length, root: hexOf(merkleRoot(receipts.map(leafOf))) };
}

function leafOf(receipt: Receipt): Uint8Array {
  return Buffer.from(canonicalJson({ ...receipt }));
}
