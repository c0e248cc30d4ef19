import type { TransactionReceipt } from "ethers";
import type { SignedEntry } from "../../src/domain/entry.ts";
import type { TestChain } from "./chain.ts";

/** The kind of the malformed entry: one more than its field holds. */
export const WIDE_KIND = 256n;

/**
 * Submits a batch as a third party whose encoder is broken: the entry at `place` has the kind {@link WIDE_KIND}.
 *
 * @returns the receipt of the mined transaction
 */
export async function recordMalformed(
  { ledger, accounts }: TestChain,
  batch: readonly SignedEntry[],
  place: number,
): Promise<TransactionReceipt> {
  const shipment = batch[place]?.entry.shipment;
  const [sender] = accounts;
  if (shipment === undefined || sender === undefined) throw new Error("The batch or the chain lacks what it needs.");
  const data = ledger.interface.encodeFunctionData("recordBatch", [[...batch]]);
  // The kind stands after the shipment and the previous entry.
  const kindAt = data.indexOf(shipment.slice(2)) + 2 * 64;
  const wide = WIDE_KIND.toString(16).padStart(64, "0");
  const transaction = await sender.sendTransaction({
    to: await ledger.getAddress(),
    data: data.slice(0, kindAt) + wide + data.slice(kindAt + 64),
  });
  const receipt = await transaction.wait();
  if (receipt === null) throw new Error("The transaction was not mined.");
  return receipt;
}
