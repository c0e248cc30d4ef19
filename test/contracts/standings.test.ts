import { expect } from "chai";
import { concat, id, keccak256, Wallet } from "ethers";
import type { TransactionReceipt } from "ethers";
import type { Entry, Hex, SignedEntry } from "../../src/domain/entry.ts";
import type { Kind } from "../../src/domain/rules/kind.ts";
import {
  blockTime,
  enrol,
  record,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";

/** Slots of the library `Standings`: authors whose numbers are equal modulo this number share a slot during a batch. */
const PLACES = 64;

describe("The cached standings of a batch's authors", () => {
  let chain: TestChain;
  let carrier: TestParticipant;
  let customs: TestParticipant;
  let leaving: TestParticipant;
  let shipments = 0;

  before(async () => {
    chain = await startChain();
    carrier = await enrol(chain, "carrier");
    for (let number = carrier.id + 1; number < carrier.id + PLACES; number += 1)
      await (await chain.consortium.enrol(1, "0x5345", "Organisation in between")).wait();
    customs = await enrol(chain, "customs");
    leaving = await enrol(chain, "carrier");
    expect(customs.id % PLACES).to.equal(carrier.id % PLACES);
  });

  after(() => chain.connection.close());

  function next(kind: Kind, author: TestParticipant, fields: Partial<Entry> = {}): Promise<SignedEntry> {
    const shipment = shipmentId(`standings ${shipments++}`);
    return sign(chain, author, entryOf(kind, { shipment, author: author.id, ...fields }));
  }

  /** A Hold on a shipment that the carrier opened. */
  async function hold(author: TestParticipant): Promise<SignedEntry> {
    const shipment = shipmentId(`standings ${shipments++}`);
    return next("Hold", author, { shipment, previous: await record(chain, carrier, "Consign", { shipment }) });
  }

  /** The author under another key, registered for it or not. */
  function under({ id: number }: TestParticipant, wallet: Wallet): TestParticipant {
    return { id: number, wallet };
  }

  async function addKey({ id: number }: TestParticipant, key: string): Promise<void> {
    await (await chain.consortium.addKey(number, key, 0, (await blockTime(chain)) + 86_400)).wait();
  }

  /** The outcome of each entry in order: the name of its event, or the code of its refusal. */
  async function outcomesOf(batch: readonly SignedEntry[]): Promise<unknown[]> {
    return outcomesIn(await (await chain.ledger.recordBatch([...batch])).wait());
  }

  function outcomesIn(receipt: TransactionReceipt | null): unknown[] {
    return (receipt?.logs ?? [])
      .map((log) => chain.ledger.interface.parseLog(log))
      .filter((event) => event !== null)
      .map((event) => (event.name === "EntryRefused" ? decodeRefusal(event.args["reason"]).code : event.name));
  }

  it("a revoked key is refused in a batch in which its author's other key is authorised", async () => {
    const revoked = under(carrier, new Wallet(id("a revoked key")));
    await addKey(carrier, revoked.wallet.address);
    await (await chain.consortium.revokeKey(revoked.wallet.address)).wait();
    const batch = [carrier, revoked, revoked, carrier].map((author) => next("Consign", author));

    expect(await outcomesOf(await Promise.all(batch))).to.deep.equal([
      "EntryRecorded",
      "ShipmentLedgerKeyNotAuthorised",
      "ShipmentLedgerKeyNotAuthorised",
      "EntryRecorded",
    ]);
  });

  it("an author may sign with several keys in one batch", async () => {
    const second = under(carrier, new Wallet(id("a second key")));
    await addKey(carrier, second.wallet.address);
    const batch = [carrier, second, carrier, second].map((author) => next("Consign", author));

    expect(await outcomesOf(await Promise.all(batch))).to.deep.equal(Array(4).fill("EntryRecorded"));
  });

  it("a key that is authorised in a batch is refused for another author of the batch", async () => {
    for (const other of [leaving, customs]) {
      const batch = [carrier, under(other, carrier.wallet), under(carrier, other.wallet), carrier];

      expect(await outcomesOf(await Promise.all(batch.map((author) => next("Consign", author))))).to.deep.equal([
        "EntryRecorded",
        "ShipmentLedgerKeyNotAuthorised",
        "ShipmentLedgerKeyNotAuthorised",
        "EntryRecorded",
      ]);
    }
  });

  it("authors that share a slot keep their own roles", async () => {
    const batch = [hold(customs), hold(carrier), next("Consign", customs), next("Consign", carrier), hold(customs)];

    expect(await outcomesOf(await Promise.all(batch))).to.deep.equal([
      "EntryRecorded",
      "ShipmentLedgerRoleRequired",
      "ShipmentLedgerRoleRequired",
      "EntryRecorded",
      "EntryRecorded",
    ]);
  });

  it("a suspended author is refused among entries of an active author that shares its slot", async () => {
    await (await chain.consortium.suspend(customs.id)).wait();
    const batch = [next("Consign", carrier), hold(customs), hold(customs), next("Consign", carrier), hold(customs)];
    const outcomes = await outcomesOf(await Promise.all(batch));
    await (await chain.consortium.reinstate(customs.id)).wait();

    expect(outcomes).to.deep.equal([
      "EntryRecorded",
      "ShipmentLedgerParticipantNotActive",
      "ShipmentLedgerParticipantNotActive",
      "EntryRecorded",
      "ShipmentLedgerParticipantNotActive",
    ]);
  });

  it("a wallet contract confirms each of its signatures in a batch", async () => {
    const password = "0x1234";
    const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(password)]);
    await addKey(carrier, await wallet.getAddress());
    const signed = async (data: string): Promise<SignedEntry> => {
      const { entry } = await next("Consign", carrier);
      return { entry, signature: concat([await wallet.getAddress(), data]) as Hex };
    };

    expect(await outcomesOf([await signed(password), await signed("0x4321"), await signed(password)])).to.deep.equal([
      "EntryRecorded",
      "ShipmentLedgerInvalidSignature",
      "EntryRecorded",
    ]);
  });

  it("a suspension between two batches of one transaction takes effect in the second", async () => {
    const { governance, consortium, ledger } = chain;
    const batch = async () =>
      ledger.interface.encodeFunctionData("recordBatch", [
        [await next("Consign", leaving), await next("Consign", carrier)],
      ]);
    const steps: [target: string, data: string][] = [
      [await ledger.getAddress(), await batch()],
      [await consortium.getAddress(), consortium.interface.encodeFunctionData("suspend", [leaving.id])],
      [await ledger.getAddress(), await batch()],
    ];
    const calls = steps.map((step) => governance.interface.encodeFunctionData("execute", step));

    expect(outcomesIn(await (await governance.multicall(calls)).wait())).to.deep.equal([
      "EntryRecorded",
      "EntryRecorded",
      "ShipmentLedgerParticipantNotActive",
      "EntryRecorded",
    ]);
  });
});
