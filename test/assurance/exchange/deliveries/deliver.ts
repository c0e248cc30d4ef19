import { PortolanError } from "../../../../src/domain/errors/portolan-error.ts";
import { receiveParcels, type ReceivedParcels } from "../../../../src/gateway/exchange/receive-parcels.ts";
import type { MemberStore } from "./member-store.ts";

/**
 * Delivers items to a gateway. What it refuses as a whole is an error of the product; any other error, which would be
 * a fault, is thrown.
 */
export async function deliver(
  store: MemberStore,
  items: readonly Uint8Array[],
): Promise<ReceivedParcels | PortolanError> {
  try {
    return await receiveParcels(store.context, items);
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return error;
  }
}

/** The outcomes of a delivery, for the statistics of a run: outcomes of receipts, or the error's code. */
export function outcomesOf(delivered: ReceivedParcels | PortolanError): string[] {
  return delivered instanceof PortolanError ? [delivered.code] : delivered.receipts.map(({ outcome }) => outcome);
}
