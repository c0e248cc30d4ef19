import { EXCHANGE_VERSION } from "../api/exchange.ts";
import { bytesOf, hexOf } from "../domain/encoding/hex.ts";
import type { Bytes32 } from "../domain/entry.ts";
import { itemAt } from "../domain/item-at.ts";
import type { Signer } from "../keys/signer.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import { merkleProofs, rootOfPath } from "./merkle-tree.ts";
import { PARCEL, type Parcel, type SealedParcel } from "./parcel.ts";
import {
  defineStatement,
  PARTY_FIELDS,
  signDigest,
  signStatement,
  type Statement,
  statementDigest,
} from "./statement.ts";

/** Several parcels of one sender to one recipient, under one signature. */
interface ParcelBatch extends Statement {
  readonly count: number;
  /** Merkle root (RFC 9162, SHA-256) over the ids of the parcels. */
  readonly root: Bytes32;
}

/** The statement that a signature of several parcels covers. */
export const PARCEL_BATCH = defineStatement(
  "ParcelBatch",
  { ...PARTY_FIELDS, count: "uint16", root: "bytes32" },
  (batch: ParcelBatch) => batch,
);

/**
 * Signs parcels of one sender to one recipient: a single one by its header, several by one signature over the root of
 * their ids, as signing and verifying each would cost more than sealing and opening. Each parcel carries its path to the
 * root, so that it is proved without the others.
 *
 * @throws the errors of the signer.
 */
export async function signParcels(
  parcels: readonly SealedParcel[],
  signer: Signer,
  ledger: LedgerDomain,
): Promise<Parcel[]> {
  const [first] = parcels;
  if (first === undefined) return [];
  if (parcels.length === 1) {
    const { id, statement, access, content } = first;
    return [{ ...(await signDigest(id, PARCEL, statement, signer, ledger)), access, content }];
  }
  const { sender, recipient } = first.statement;
  const { root, paths } = merkleProofs(parcels.map(({ id }) => bytesOf(id)));
  const count = parcels.length;
  const batch: ParcelBatch = { version: EXCHANGE_VERSION, sender, recipient, count, root: hexOf(root) };
  const { signature } = await signStatement(PARCEL_BATCH, batch, signer, ledger);
  return parcels.map(({ statement, access, content }, index) => {
    const path = itemAt(paths, index).map(hexOf);
    return { statement, signature, batch: { index, count, path }, access, content };
  });
}

/**
 * The digest that a parcel's signature is over.
 *
 * @param id Digest of the parcel's header.
 * @returns `undefined` when the path has another length than a batch of this size requires.
 */
export function signedDigest(
  id: Bytes32,
  { statement: { version, sender, recipient }, batch }: Pick<Parcel, "statement" | "batch">,
  ledger: LedgerDomain,
): Bytes32 | undefined {
  if (batch === undefined) return id;
  const { index, count, path } = batch;
  const root =
    index < count
      ? rootOfPath(
          bytesOf(id),
          index,
          count,
          path.map((each) => bytesOf(each as Bytes32)),
        )
      : undefined;
  return root && statementDigest(PARCEL_BATCH, { version, sender, recipient, count, root: hexOf(root) }, ledger);
}
