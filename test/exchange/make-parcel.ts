import type { Bytes32 } from "../../src/domain/entry.ts";
import { itemAt } from "../../src/domain/item-at.ts";
import { type Parcel, type ParcelOrder, sealParcel } from "../../src/exchange/parcel.ts";
import type { SealedContent } from "../../src/exchange/seal-content.ts";
import { signParcels } from "../../src/exchange/sign-parcels.ts";
import type { Signer } from "../../src/keys/signer.ts";
import type { LedgerDomain } from "../../src/ledger/entry-typed-data.ts";

/** Seals content in a parcel and signs it alone. */
export async function makeParcel(
  sealed: SealedContent,
  order: ParcelOrder,
  signer: Signer,
  ledger: LedgerDomain,
): Promise<Parcel & { readonly id: Bytes32 }> {
  const parcel = sealParcel(sealed, order, ledger);
  return { ...itemAt(await signParcels([parcel], signer, ledger), 0), id: parcel.id };
}
