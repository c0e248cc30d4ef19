import type { Entry, EntryHash } from "../../../src/domain/entry.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import {
  enrol,
  entryHash,
  entryOf,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../../support/chain.ts";
import type { Snapshot } from "./snapshot.ts";

/** Gas of `record` for an entry of each kind, in a story that is always the same, including the signatures. */
export const GAS_SNAPSHOT: Snapshot = {
  name: "gas",
  async take() {
    const chain = await startChain();
    try {
      const gas = await tellStory(chain);
      return [...gas].map(([kind, used]) => `${kind} ${used}\n`).join("");
    } finally {
      await chain.connection.close();
    }
  },
};

async function tellStory(chain: TestChain): Promise<Map<Kind, bigint>> {
  const carrier = await enrol(chain, "carrier");
  const receiver = await enrol(chain, "carrier");
  const customs = await enrol(chain, "customs");
  const tribunal = await enrol(chain, "tribunal");
  const [goods, unit] = [shipmentId("goods of the story"), shipmentId("unit of the story")];
  const gas = new Map<Kind, bigint>();
  /** The first entry of a kind counts. */
  const tell = async (
    author: TestParticipant,
    kind: Kind,
    fields: Partial<Omit<Entry, "kind" | "author">> = {},
  ): Promise<EntryHash> => {
    const shipment = fields.shipment ?? goods;
    const previous = (await chain.ledger.headOf(shipment)) as EntryHash;
    const entry = entryOf(kind, { shipment, previous, author: author.id, ...fields });
    const receipt = await (await chain.ledger.record(await sign(chain, author, entry))).wait();
    if (receipt === null) throw new Error(`The ${kind} was not mined.`);
    if (!gas.has(kind)) gas.set(kind, receipt.gasUsed);
    return entryHash(chain, entry);
  };

  const first = await tell(carrier, "Consign");
  await tell(carrier, "Report");
  await tell(carrier, "Offer", { counterparty: receiver.id });
  await tell(carrier, "Withdraw");
  await tell(carrier, "Offer", { counterparty: receiver.id });
  await tell(receiver, "Refuse");
  await tell(carrier, "Offer", { counterparty: receiver.id });
  await tell(receiver, "Accept");
  await tell(receiver, "Consign", { shipment: unit });
  await tell(receiver, "Load", { refersTo: unit });
  await tell(receiver, "Unload", { refersTo: unit });
  await tell(carrier, "Correct", { refersTo: first });
  await tell(customs, "Inspect");
  const upheld = await tell(customs, "Hold");
  await tell(carrier, "Contest", { refersTo: upheld });
  await tell(tribunal, "Uphold", { refersTo: upheld });
  await tell(customs, "Release", { refersTo: upheld });
  const annulled = await tell(customs, "Hold");
  await tell(carrier, "Contest", { refersTo: annulled });
  await tell(tribunal, "Annul", { refersTo: annulled });
  const last = await tell(customs, "Hold");
  await tell(customs, "Notice", { refersTo: last, counterparty: receiver.id });
  await tell(customs, "Seize", { refersTo: last });
  await tell(customs, "Forfeit", { refersTo: last });
  await tell(receiver, "Close", { shipment: unit });
  return gas;
}
