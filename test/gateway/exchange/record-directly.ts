import { hexlify, JsonRpcProvider, Wallet } from "ethers";
import { type Entry, type EntryHash, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { ShipmentLedger__factory } from "../../../types/factories/ShipmentLedger__factory.ts";
import type { MemberGateways } from "../../support/member-gateways.ts";
import type { HandSender } from "./hand-sender.ts";

/**
 * Records an entry past every gateway: its author signs it, and sends it to the contract from its own account. Resolves
 * when every gateway follows it.
 */
export async function recordDirectly(
  gateways: MemberGateways,
  { member, domain }: Pick<HandSender, "member" | "domain">,
  draft: Pick<Entry, "shipment" | "kind" | "commitment">,
): Promise<EntryHash> {
  const provider = new JsonRpcProvider(gateways.node.url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  try {
    const account = new Wallet(hexlify(member.key.copyBytes()), provider);
    const ledger = ShipmentLedger__factory.connect(domain.ledger, account);
    const entry: Entry = {
      ...draft,
      previous: (await ledger.headOf(draft.shipment)) as EntryHash,
      author: member.id,
      counterparty: 0,
      refersTo: ZERO_BYTES32,
      occurredAt: Math.floor(Date.now() / 1_000),
    };
    const hash = createEntryHasher(domain)(entry);
    const sent = await ledger.record({ entry, signature: member.key.sign(hash) }, { gasPrice: 0 });
    await sent.wait();
    await gateways.followed();
    return hash;
  } finally {
    provider.destroy();
  }
}
