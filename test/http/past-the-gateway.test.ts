import { expect } from "chai";
import { hexlify, JsonRpcProvider, Wallet } from "ethers";
import { ZERO_BYTES32, type Entry, type EntryHash, type ShipmentId } from "../../src/domain/entry.ts";
import { KINDS, type Kind } from "../../src/domain/rules/kind.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { ShipmentLedger__factory } from "../../types/factories/ShipmentLedger__factory.ts";
import { eventually } from "../support/eventually.ts";
import { startStack, type Stack, type StackParticipant } from "../support/stack.ts";
import { call } from "./api-client.ts";

describe("Entries that their authors send past the gateway", () => {
  let stack: Stack;
  let provider: JsonRpcProvider;
  before(async () => {
    stack = await startStack();
    provider = new JsonRpcProvider(stack.node.url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  });
  after(async () => {
    provider.destroy();
    await stack.stop();
  });

  const participant = (name: string) => stack.participants[name] as StackParticipant;

  const read = (name: string, path: string) => call(stack.gateway.url, "GET", path, { token: participant(name).token });

  /** Signs an entry with the author's own key, and sends it to the contract from the author's own account. */
  async function send(author: string, kind: Kind, shipment: ShipmentId, refersTo = ZERO_BYTES32): Promise<EntryHash> {
    const { ledger: address = "0x" } = stack.config.contracts ?? {};
    const account = new Wallet(hexlify(participant(author).key.copyBytes()), provider);
    const ledger = ShipmentLedger__factory.connect(address, account);
    const entry: Entry = {
      shipment,
      previous: (await ledger.headOf(shipment)) as EntryHash,
      kind: KINDS[kind],
      author: participant(author).id,
      counterparty: 0,
      refersTo,
      occurredAt: Math.floor(Date.now() / 1_000),
      commitment: `0x${"5a".repeat(32)}`,
    };
    const hash = createEntryHasher({ chainId: stack.node.chainId, ledger: address })(entry);
    const signature = participant(author).key.sign(hash);
    const sent = await ledger.record({ entry, signature }, { gasPrice: 0 });
    await sent.wait();
    await eventually("the gateway follows the entry", async () => {
      const { status } = await read("auditor", `/v1/entries/${hash}`);
      return status === 200;
    });
    return hash;
  }

  const NAMING_NOBODY = { note: "a secret of the trade", "portolan:place": "BRSSZ" };

  for (const kinds of [["Inspect"], ["Hold"], ["Hold", "Seize"]] as const) {
    it(`an agency that nobody named opens nothing by its ${kinds.join(" and ")}, and the consignor is told`, async () => {
      const opening = { identifier: `https://example.com/units/${kinds.join("-")}`, payload: NAMING_NOBODY };
      const opened = await call(stack.gateway.url, "POST", "/v1/shipments", {
        token: participant("trader").token,
        body: opening,
        headers: { prefer: "wait=20" },
      });
      const shipment = opened.body.id as ShipmentId;
      let hold: EntryHash = ZERO_BYTES32;
      const sent: EntryHash[] = [];
      for (const kind of kinds) {
        hold = await send("foreign", kind, shipment, kind === "Seize" ? hold : ZERO_BYTES32);
        sent.push(hold);
      }

      expect((await read("foreign", `/v1/shipments/${shipment}`)).body.code).to.equal("ShipmentUnknown");
      expect((await read("foreign", `/v1/shipments/${shipment}/trace`)).body.code).to.equal("ShipmentUnknown");
      expect((await read("foreign", `/v1/shipments/${shipment}/evidence`)).body.code).to.equal("ShipmentUnknown");
      const listed = await read("foreign", `/v1/entries?shipment=${shipment}`);
      expect(listed.body.items.map(({ hash }: { hash: string }) => hash)).to.have.members(sent);
      expect(JSON.stringify(listed.body)).not.to.match(/secret|BRSSZ|example\.com/);

      const { missing } = (await read("trader", `/v1/shipments/${shipment}/trace`)).body;
      const claims = missing.filter(({ code }: { code: string }) => code === "interest-claimed");
      expect(claims).to.have.length(1);
      expect(claims[0].facts).to.deep.equal({ agency: participant("foreign").id });
      expect(claims[0].entries).to.have.members(sent);
    });
  }
});
