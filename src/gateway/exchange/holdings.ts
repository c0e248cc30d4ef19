import { itemAt } from "../../domain/item-at.ts";
import { VIEWS } from "../../domain/audience/view.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { type BlockRange, digestHoldings, type Holding } from "../../exchange/holdings.ts";
import type { HoldingsDigest } from "../../api/exchange.ts";
import type { Database } from "../../store/open-database.ts";
import { beforeBlock, endOfBlock, type ReaderAndGiver, readHeldBetween } from "../../store/exchange/wanted-contents.ts";

/** Entries that one query reads, so that other work has a turn. */
const PAGE = 2_000;

/** Entries that one request may make the gateway look at. */
const MOST_ENTRIES = 200_000;

/**
 * The digests of what this gateway holds of the entries that both members may read, over ranges of blocks: as much as
 * both may read of it. Both members calculate the same when both hold it.
 *
 * @throws ExchangeTooLarge when the ranges have too many entries.
 */
export async function digestsOfHoldings(
  db: Database,
  members: ReaderAndGiver,
  ranges: readonly BlockRange[],
): Promise<HoldingsDigest[]> {
  const digests: HoldingsDigest[] = [];
  let looked = 0;
  for (const { from, to } of ranges) {
    const holdings: Holding[] = [];
    const end = endOfBlock(to);
    for (let after = beforeBlock(from); after < end;) {
      const page = await readHeldBetween(db, members, after, end, PAGE);
      looked += page.length;
      if (looked > MOST_ENTRIES)
        throw new PortolanError("ExchangeTooLarge", { limit: MOST_ENTRIES, what: "entries in the ranges" });
      for (const { entry, view, giverView, held, erasedAt } of page) {
        if (view === 0 || giverView === 0) continue;
        const state = erasedAt === null ? itemAt(VIEWS, Math.min(view, giverView, held ?? 0)) : "erased";
        if (state !== "facts") holdings.push({ entry, state });
      }
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? end;
    }
    digests.push(digestHoldings({ from, to }, holdings));
  }
  return digests;
}
