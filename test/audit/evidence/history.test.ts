import { expect } from "chai";
import { concat, id, keccak256, Wallet } from "ethers";
import { makeEvidence } from "../../../src/audit/evidence/make-evidence.ts";
import { LINKED_HEADERS } from "../../../src/audit/evidence/prove-blocks.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import type { Hex, ShipmentId } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import {
  blockTime,
  enrol,
  passTime,
  record,
  shipmentId,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../../support/chain.ts";
import { entryOf } from "../../support/entry-of.ts";
import { errorOf } from "../../support/error-of.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";
import { chainStory } from "./chain-story.ts";

describe("evidence after later changes", () => {
  let chain: TestChain;
  let served: ServedChain;
  let place: { chainId: number; ledger: Hex; consortium: Hex };

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    const [ledger, consortium] = await Promise.all([chain.ledger.getAddress(), chain.consortium.getAddress()]);
    place = {
      chainId: chain.chainId,
      ledger: ledger.toLowerCase() as Hex,
      consortium: consortium.toLowerCase() as Hex,
    };
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  const make = async (shipment: ShipmentId, ...units: ShipmentId[]) => {
    const story = await chainStory(served.rpc, place.ledger, shipment, units);
    return makeEvidence({ ...place, rpc: served.rpc, recover: recoverAddress }, story);
  };
  const verify = async (shipment: ShipmentId, ...units: ShipmentId[]) => {
    const evidence = await make(shipment, ...units);
    const report = verifyEvidence(JSON.stringify(evidence), {}, recoverAddress);
    expect(report.problem).to.equal(null);
    return { ...report, open: report.notProved.map(({ code }) => code) };
  };
  const consigned = async (name: string, author: TestParticipant) => {
    const shipment = shipmentId(name);
    await record(chain, author, "Consign", { shipment });
    return shipment;
  };

  it("evidence proves an entry whose author's key was revoked later", async () => {
    const trader = await enrol(chain, "trader");
    const shipment = await consigned("revoked", trader);
    await passTime(chain, 60);
    await (await chain.consortium.revokeKey(trader.wallet.address)).wait();
    const { history } = await verify(shipment);
    expect(history?.entries[0]?.signer).to.equal(trader.wallet.address.toLowerCase());
  });

  it("evidence proves entries under each key of an author with several keys", async () => {
    const trader = await enrol(chain, "trader");
    const shipment = await consigned("re-keyed", trader);
    const wallet = new Wallet(id("a second key"));
    const until = (await blockTime(chain)) + 86_400;
    await (await chain.consortium.addKey(trader.id, wallet.address, 0, until)).wait();
    await record(chain, { id: trader.id, wallet }, "Report", { shipment });
    const { history } = await verify(shipment);
    const keys = [trader.wallet.address, wallet.address].map((address) => address.toLowerCase());
    expect(history?.entries.map(({ signer }) => signer)).to.deep.equal(keys);
  });

  it("evidence proves an entry under a former role, and states that the role has changed", async () => {
    const trader = await enrol(chain, "trader");
    const shipment = await consigned("other roles", trader);
    await (await chain.consortium.setRoles(trader.id, roleBits(["auditor"]))).wait();
    const { open, notProved, history } = await verify(shipment);
    expect(open).to.include("roles");
    expect(notProved.find(({ code }) => code === "roles")?.entries).to.deep.equal([history?.head]);
  });

  it("evidence proves an entry of a participant that was suspended later", async () => {
    const trader = await enrol(chain, "trader");
    const shipment = await consigned("suspended", trader);
    await (await chain.consortium.suspend(trader.id)).wait();
    const { history, open } = await verify(shipment);
    expect(history?.participants[0]?.suspended).to.equal(true);
    expect(open).to.include("roles");
  });

  it("evidence proves the entry of a wallet contract by the ledger's acceptance, and states it", async () => {
    const trader = await enrol(chain, "trader");
    const password = "0x1234";
    const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(password)]);
    const address = (await wallet.getAddress()).toLowerCase() as Hex;
    await (await chain.consortium.addKey(trader.id, address, 0, (await blockTime(chain)) + 86_400)).wait();
    const shipment = shipmentId("by a wallet");
    const entry = entryOf("Consign", { shipment, author: trader.id });
    await (await chain.ledger.record({ entry, signature: concat([address, password]) })).wait();
    const { history, open } = await verify(shipment);
    expect(history?.entries[0]).to.include({ signer: address, wallet: true });
    expect(open).to.include("wallets");
  });

  it("evidence proves a shipment that others are inside of, and two levels of units around one", async () => {
    const carrier = await enrol(chain, "carrier");
    const [pallet, container, ship] = (await Promise.all(
      ["pallet", "container", "ship"].map(async (name) => shipmentId(name)),
    )) as [ShipmentId, ShipmentId, ShipmentId];
    for (const shipment of [pallet, container, ship]) await record(chain, carrier, "Consign", { shipment });
    await record(chain, carrier, "Load", { shipment: pallet, refersTo: container });
    await record(chain, carrier, "Load", { shipment: container, refersTo: ship });
    expect((await verify(ship)).history?.custody).to.include({ contents: 1, height: 2 });

    // Of a unit the file has only the entries made while the shipment was inside.
    const whole = await chainStory(served.rpc, place.ledger, pallet, [container]);
    const story = {
      ...whole,
      entries: whole.entries.filter(({ entry }) => entry.shipment === pallet || entry.kind !== 1),
    };
    const evidence = await makeEvidence({ ...place, rpc: served.rpc, recover: recoverAddress }, story);
    const { history, problem } = verifyEvidence(JSON.stringify(evidence), {}, recoverAddress);
    expect(problem).to.equal(null);
    expect(history?.entries.map(({ kind }) => kind)).to.deep.equal(["Consign", "Load", "Load"]);
    expect(history?.container).to.equal(container);
  });

  it("evidence proves a shipment that was in one unit twice, with no entry of the unit from between", async () => {
    const carrier = await enrol(chain, "carrier");
    const [box, truck] = [shipmentId("box"), shipmentId("truck")];
    await record(chain, carrier, "Consign", { shipment: box });
    await record(chain, carrier, "Consign", { shipment: truck });
    const inside: string[] = [];
    for (const round of [1, 2]) {
      await record(chain, carrier, "Load", { shipment: box, refersTo: truck });
      inside.push(await record(chain, carrier, "Report", { shipment: truck, occurredAt: 1_767_225_600 + round }));
      await record(chain, carrier, "Unload", { shipment: box, refersTo: truck });
      await record(chain, carrier, "Report", { shipment: truck });
    }
    const whole = await chainStory(served.rpc, place.ledger, box, [truck]);
    const entries = whole.entries.filter(({ entry, hash }) => entry.shipment === box || inside.includes(hash));
    const chainOf = { ...place, rpc: served.rpc, recover: recoverAddress };
    const evidence = await makeEvidence(chainOf, { ...whole, entries });
    expect(verifyEvidence(JSON.stringify(evidence), {}, recoverAddress).problem).to.equal(null);

    // Entries on the unit while the shipment was outside do not belong in the file.
    const between = await makeEvidence(chainOf, {
      ...whole,
      entries: whole.entries.filter(({ entry }) => entry.shipment === box || entry.kind !== KINDS.Consign),
    });
    expect(verifyEvidence(JSON.stringify(between), {}, recoverAddress).verdict).to.equal("refuted");
  });

  it("evidence from an invented chain with the same contract at the same address is never proved", async () => {
    const invented = await startChain();
    const forged = await serveChain(invented);
    try {
      const trader = await enrol(invented, "trader");
      const shipment = shipmentId("never happened");
      await record(invented, trader, "Consign", { shipment });
      expect((await invented.ledger.getAddress()).toLowerCase()).to.equal(place.ledger);
      const story = await chainStory(forged.rpc, place.ledger, shipment);
      const evidence = await makeEvidence({ ...place, rpc: forged.rpc, recover: recoverAddress }, story);
      const text = JSON.stringify(evidence);
      const { ledger, chainId } = place;
      const genuine = await getBlockHeader(served.rpc, "latest");
      expect(verifyEvidence(text, { ledger, chainId }, recoverAddress).verdict).to.equal("undecided");
      const known = { ledger, chainId, block: genuine?.hash };
      expect(verifyEvidence(text, known, recoverAddress).verdict).to.equal("refuted");
    } finally {
      await forged.close();
      await invented.connection.close();
    }
  });

  it("evidence links entries to the last block by the headers between, up to a limit", async () => {
    const trader = await enrol(chain, "trader");
    const shipment = await consigned("long ago", trader);
    const before = await make(shipment);
    expect(before.headers).to.have.length(1);
    for (let block = 0; block < LINKED_HEADERS; block++)
      await chain.connection.provider.request({ method: "evm_mine", params: [] });
    await record(chain, trader, "Report", { shipment });
    const evidence = await make(shipment);
    expect(evidence.headers).to.have.length(LINKED_HEADERS + 1);
    const { history, notProved } = verifyEvidence(JSON.stringify(evidence), {}, recoverAddress);
    expect(history?.entries.map(({ recordedAt }) => recordedAt === null)).to.deep.equal([true, false]);
    expect(notProved.find(({ code }) => code === "untimed")?.entries).to.have.length(1);
  });

  it("evidence is refuted when it lacks the last entry", async () => {
    const trader = await enrol(chain, "trader");
    const shipment = await consigned("told in part", trader);
    await record(chain, trader, "Report", { shipment });
    const story = await chainStory(served.rpc, place.ledger, shipment);
    const chainOf = { ...place, rpc: served.rpc, recover: recoverAddress };
    const evidence = await makeEvidence(chainOf, { ...story, entries: story.entries.slice(0, 1) });
    const { verdict, problem } = verifyEvidence(JSON.stringify(evidence), {}, recoverAddress);
    expect([verdict, problem?.code]).to.deep.equal(["refuted", "EvidenceContradicted"]);
  });

  it("evidence at a block that the chain no longer has is refused", async () => {
    const trader = await enrol(chain, "trader");
    const story = await chainStory(served.rpc, place.ledger, await consigned("reorganised", trader));
    const moved = { ...story, block: { ...story.block, hash: `0x${"ab".repeat(32)}` as Hex } };
    const making = () => makeEvidence({ ...place, rpc: served.rpc, recover: recoverAddress }, moved);
    expect((await errorOf(making)).code).to.equal("EvidenceUnavailable");
  });
});
