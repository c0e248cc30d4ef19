import type { EntryHash } from "../../domain/entry.ts";
import { readClaimedEntries } from "../../store/exchange/claim-facts.ts";
import { eraseForAuthor } from "../../store/exchange/erase-for-author.ts";
import type { Asking } from "./ask-holder.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/**
 * Erases the payloads of which their author itself, asked for them, signed that it erased them. So a gateway that was
 * restored from an old backup erases again what it attested before. Evidence is kept, as after a request to erase.
 *
 * @param entries What the holder answered `erased`; entries of other authors change nothing.
 */
export async function eraseAsAnswered(
  { db, own, clock }: ExchangeContext,
  { holder }: Pick<Asking, "holder">,
  entries: readonly EntryHash[],
): Promise<void> {
  if (entries.length === 0) return;
  const claimed = await readClaimedEntries(db, entries);
  const orders = Array.from(claimed, ([entry, { shipment, commitment, author }]) => ({
    ...{ entry, shipment, commitment, author },
  })).filter(({ author }) => author === holder);
  if (orders.length > 0) await eraseForAuthor(db, orders, own.ids(), Math.floor(clock() / 1000));
}
