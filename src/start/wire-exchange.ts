import { statfs } from "node:fs/promises";
import type { Config } from "../config/config.ts";
import { arrivedEvent } from "../epcis/capture/arrived-event.ts";
import { DecryptionKeys } from "../gateway/exchange/decryption-keys.ts";
import { DeliveringMembers } from "../gateway/exchange/delivering-members.ts";
import type { ExchangeContext } from "../gateway/exchange/exchange-context.ts";
import { InOrder } from "../gateway/exchange/in-order.ts";
import { OtherMembers } from "../gateway/exchange/other-members.ts";
import { OwnMembers } from "../gateway/exchange/own-members.ts";
import { untilFollowed } from "../gateway/follow/until-followed.ts";
import type { Foundation } from "./open-foundation.ts";
import type { Recording } from "./wire-recording.ts";

/** Milliseconds for which a request waits until the gateway has followed the block at which it was made. */
const CATCH_UP_MS = 500;

/** Milliseconds for which a look at the disk counts. */
const LOOK_MS = 1_000;

/** Wires the exchange of payloads with other gateways. */
export function wireExchange(
  { db, chain, keys, directory, reading, onTrouble }: Foundation,
  { follower, now }: Recording,
  config: Config,
): ExchangeContext {
  const { chainId, ledger } = chain;
  const own = new OwnMembers(keys.ring, directory, now);
  return {
    db,
    domain: { chainId, ledger },
    directory,
    follower,
    untilFollowed: (block) => untilFollowed(follower, block, CATCH_UP_MS),
    own,
    ...{ sealing: new InOrder(), opening: new InOrder(), storing: new InOrder() },
    delivering: new DeliveringMembers(),
    others: new OtherMembers(reading, own),
    decryptionKeys: new DecryptionKeys(keys.encryption, onTrouble),
    eventOf: arrivedEvent,
    // A database server has its own disk.
    isFull: db.dialect === "sqlite" ? diskWatch(config) : async () => false,
    clock: Date.now,
  };
}

/** Whether the data's disk has less free than the reserve, which erasures and receipts still use. */
function diskWatch({ dataDir, exchangeReserveMb }: Config): () => Promise<boolean> {
  let looked = { at: -Infinity, isFull: false };
  return async () => {
    if (performance.now() - looked.at >= LOOK_MS) {
      const { bavail, bsize } = await statfs(dataDir);
      looked = { at: performance.now(), isFull: bavail * bsize < exchangeReserveMb * 2 ** 20 };
    }
    return looked.isFull;
  };
}
