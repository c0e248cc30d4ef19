import { expect } from "chai";
import type { Receipt } from "../../../src/api/exchange.ts";
import { type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { shipmentIdentifier } from "../../../src/domain/identifiers/shipment-id.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { eventually } from "../../support/eventually.ts";
import type { HandReceiver } from "./hand-receiver.ts";
import { LaneStage } from "./lane-stage.ts";
import { createMember } from "../../exchange/test-member.ts";
import { someUnit } from "./random-story.ts";

const NAMING = { payload: { "portolan:itinerary": ["NLRTM"], price: 7 }, countries: ["NL"] };
const HOUR_MS = 3_600_000;

describe("What a gateway sends to members with other gateways", function () {
  this.timeout(120_000);
  let stage: LaneStage, trader: Caller, customs: HandReceiver;
  let units = 0;

  beforeEach(async () => {
    stage = await LaneStage.open();
    trader = await stage.own("Trader", "trader");
    customs = (await stage.other("Customs", "customs")).receiver;
  });
  afterEach(() => stage.close());

  const consign = (): Promise<ShipmentId> => stage.ledger.consign(trader, someUnit(++units), NAMING);
  const arrived = (receiver: HandReceiver, count: number) =>
    eventually("the payloads arrive", () => receiver.stored.size >= count);
  const settled = () =>
    eventually("all is settled", async () => {
      const parcels = await stage.parcels();
      return parcels.length > 0 && parcels.every(({ state }) => state === "settled");
    });
  const receipt = (rest: object) => ({ parcel: ZERO_BYTES32, entry: null, ...rest }) as Receipt;
  const hangUp = () => {
    customs.intercept = (_, response) => response.destroy() !== undefined;
  };

  it("a payload arrives whole, with seed, identity and the rule that entitles, and its receipt is kept", async () => {
    const shipment = await consign();
    stage.start();
    await settled();
    const [opened] = [...customs.stored.values()];
    expect(opened?.payload).to.deep.include({ view: "whole", body: NAMING.payload });
    expect(opened?.identities[0]).to.deep.include({ shipment, identifier: shipmentIdentifier(someUnit(units)).uri });
    expect(opened?.claim.rule).to.equal("customs");
    const [parcel] = await stage.parcels();
    const kept = await stage.ledger.db.reader.selectFrom("exchange_receipts").selectAll().execute();
    expect(kept.map(({ id }) => id)).to.deep.equal([parcel?.signed]);
    expect(JSON.parse(parcel?.receipt ?? "")).to.deep.include({ outcome: "stored", entry: parcel?.entry });
    expect(customs.requests.map(({ path }) => path)).to.deep.equal(["POST /exchange/parcels"]);
  });

  it("who reads the handoffs gets these members alone, and they are proved by the commitment", async () => {
    const { caller, receiver } = await stage.other("Carrier", "carrier");
    const payload = { "portolan:place": "NLRTM", price: 7 };
    const shipment = await stage.ledger.consign(trader, someUnit(++units), { payload });
    await stage.ledger.record(trader, "Offer", shipment, { counterparty: caller, payload });
    stage.start();
    await arrived(receiver, 2);
    const bodies = [...receiver.stored.values()].map(({ payload }) => [payload.view, payload.body]);
    expect(bodies).to.deep.equal(Array(2).fill(["fields", { "portolan:place": "NLRTM" }]));
  });

  it("a member that was down for days gets everything, and at once when it is heard from (F1)", async () => {
    hangUp();
    stage.start();
    await consign();
    for (let day = 1; day <= 3; day++) {
      const before = customs.requests.length;
      stage.advance(24 * HOUR_MS);
      await eventually("it is tried again", () => customs.requests.length > before);
    }
    await eventually("the attempt is noted", async () => ((await stage.lanes())[0]?.attempts ?? 0) >= 3);
    const [lane] = await stage.lanes();
    expect(lane?.problem).to.equal("UND_ERR_SOCKET");
    expect((await stage.parcels()).map(({ state }) => state)).to.deep.equal(["sealed"]);
    customs.intercept = () => false;
    stage.advance(HOUR_MS);
    await consign();
    await arrived(customs, 2);
    await settled();
    expect((await stage.lanes())[0]).to.deep.include({ attempts: 0, problem: null });
  });

  it("a late member gets history in pages, again after a kill, and a new entry before the rest of it (F32)", async () => {
    const HISTORY = 520;
    for (let entry = 0; entry < HISTORY; entry++) await consign();
    let planned = 0;
    let isSilent = false;
    customs.intercept = async () => {
      if (planned === 0) planned = (await stage.parcels()).length;
      isSilent = customs.stored.size >= 200;
      return isSilent;
    };
    stage.start();
    await eventually("some of the history has arrived", () => isSilent);
    expect(planned, "parcels of the first page").to.be.above(0).and.below(HISTORY);
    stage.abandon();

    const live = stage.ledger.head(await consign());
    customs.intercept = () => false;
    stage.start();
    await eventually("the new entry arrives", () => live !== undefined && customs.stored.has(live));
    expect(customs.stored.size, "arrived by then").to.be.below(HISTORY + 1);
    await arrived(customs, HISTORY + 1);
    await settled();
    const numbers = (await stage.parcels()).map(({ sequence }) => sequence);
    expect(new Set(numbers).size).to.equal(HISTORY + 1);
  });

  it("a failed attempt is repeated without new traffic, by itself (F2)", async () => {
    let failures = 4;
    customs.intercept = (_, response) => failures-- > 0 && response.destroy() !== undefined;
    await consign();
    stage.start();
    await eventually("it arrives", () => {
      stage.advance(1_000);
      return customs.stored.size === 1;
    });
    await settled();
  });

  it("members that never answer do not delay the others (F3)", async () => {
    const silent = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const { receiver, caller } = await stage.other(`Silent ${index}`, "customs", { jurisdiction: "CH" });
        receiver.intercept = () => true;
        return caller;
      }),
    );
    await stage.ledger.consign(trader, someUnit(++units), { ...NAMING, countries: ["NL", "CH"] });
    const began = performance.now();
    stage.start();
    await arrived(customs, 1);
    expect(performance.now() - began).to.be.below(5_000);
    for (let count = 0; count < 3; count++) {
      const sent = performance.now();
      await consign();
      await arrived(customs, 2 + count);
      expect(performance.now() - sent).to.be.below(3_000);
    }
    expect(silent).to.have.length(10);
  });

  it("after a lost answer the same bytes go again, and the repeat gets the receipt (F5)", async () => {
    let lost = 2;
    customs.intercept = (_, response) => lost-- > 0 && response.destroy() !== undefined;
    for (let count = 0; count < 3; count++) await consign();
    stage.start();
    await eventually("it arrives", () => {
      stage.advance(1_000);
      return customs.stored.size === 3;
    });
    await settled();
    const [first, second, third] = customs.requests;
    expect(second?.body.equals(first?.body ?? Buffer.of())).to.equal(true);
    expect(third?.body.equals(first?.body ?? Buffer.of())).to.equal(true);
    expect([...customs.numbers.values()].every((ids) => ids.size === 1)).to.equal(true);
  });

  it("each parcel of a request has its own outcome, and only what was not taken goes again (F6)", async () => {
    const entries: EntryHash[] = [];
    let answers = 0;
    customs.decide = ({ hash }) => {
      entries.push(hash);
      return answers === 0 && entries.length === 2 ? receipt({ entry: hash, outcome: "full" }) : undefined;
    };
    customs.edit = (receipts) => (answers++ === 0 ? receipts.slice(0, 3) : receipts);
    for (let count = 0; count < 4; count++) await consign();
    stage.start();
    await eventually(
      "two are settled",
      async () => (await stage.parcels()).filter(({ state }) => state === "settled").length >= 2,
    );
    await eventually("all arrive", async () => {
      stage.advance(500);
      return (await stage.parcels()).every(({ state }) => state === "settled");
    });
    expect(customs.requests.slice(1).flatMap(({ headers }) => headers)).to.have.length(2);
  });

  it("a payload for which the recipient answers `early` is sent again soon, until it is stored (F7)", async () => {
    let early = 3;
    customs.decide = ({ hash }) => (early-- > 0 ? receipt({ entry: hash, outcome: "early", height: 0 }) : undefined);
    await consign();
    const began = performance.now();
    stage.start();
    await settled();
    expect(performance.now() - began).to.be.below(5_000);
  });

  it("a parcel to a lost key is sealed again to the next key, at once and alone (F14)", async () => {
    await customs.rotate(false);
    await consign();
    stage.start();
    await eventually("it waits for a key", async () => (await stage.parcels())[0]?.receipt?.includes("undecryptable"));
    const before = customs.requests.length;
    await stage.publish(customs, "");
    await settled();
    expect(customs.requests.length).to.be.greaterThan(before);
    const keys = customs.requests.map(({ headers }) => headers[0]?.key);
    expect(keys.at(-1)).to.equal(customs.member.encryption.id);
    expect(keys[0]).not.to.equal(keys.at(-1));
  });

  it("a key that changes while a window waits costs nothing: both keys open (F15)", async () => {
    hangUp();
    await consign();
    stage.start();
    await eventually("it was tried", async () => (await stage.lanes())[0]?.attempts);
    await customs.rotate(true);
    await stage.publish(customs, "");
    await consign();
    customs.intercept = () => false;
    stage.advance(HOUR_MS);
    await arrived(customs, 2);
    await settled();
  });

  it("a sender that has not followed the newest key seals to the one that it knows (F16)", async () => {
    const known = customs.member.encryption.id;
    await customs.rotate(true);
    await consign();
    stage.start();
    await settled();
    expect(customs.requests[0]?.headers[0]?.key).to.equal(known);
  });

  it("customs that lack the payload naming their country get it from whoever holds it, before what they refused (F28)", async () => {
    const carrier = await stage.other("Carrier", "carrier");
    const shipment = await stage.ledger.consign(trader, someUnit(++units));
    const naming = await stage.ledger.handOver(trader, carrier.caller, shipment, NAMING);
    await stage.ledger.record(trader, "Report", shipment);
    customs.decide = ({ hash }) =>
      hash === naming || customs.stored.has(naming)
        ? undefined
        : receipt({ entry: hash, outcome: "notExpected", rule: "none", height: 4 });
    stage.start();
    await arrived(customs, 1);
    expect([...customs.stored.keys()]).to.deep.equal([naming]);
    await eventually("the refused ones arrive", () => {
      stage.advance(500);
      return customs.stored.size === 4;
    });
    expect(
      customs.requests.flatMap(({ headers }) => headers).every(({ sender }) => sender === trader.participant),
    ).to.equal(true);
  });

  it("what a member may no longer read is not sent, whether it was planned or already sealed (F29)", async () => {
    hangUp();
    await consign();
    stage.start();
    await eventually("it was tried", async () => (await stage.lanes())[0]?.attempts);
    await stage.stop();
    const { id } = customs;
    stage.ledger.amend({ ...stage.participant(id), roles: 0 });
    const shipment = await consign();
    await stage.ledger.record(trader, "Report", shipment);
    customs.intercept = () => false;
    const before = customs.requests.length;
    stage.advance(HOUR_MS);
    stage.start();
    await eventually("it is closed", async () =>
      (await stage.parcels()).every(({ state, reason }) => state === "closed" && reason === "notEntitled"),
    );
    expect(customs.requests).to.have.length(before);
    expect(await stage.ledger.db.reader.selectFrom("exchange_windows").selectAll().execute()).to.deep.equal([]);
  });

  it("the lane of a suspended member closes, with its window, and nothing more is sent (F33)", async () => {
    hangUp();
    await consign();
    stage.start();
    await eventually("it was tried", async () => (await stage.lanes())[0]?.attempts);
    stage.ledger.amend({ ...stage.participant(customs.id), suspended: true });
    await consign();
    await eventually("the lane is closed", async () => (await stage.lanes()).length === 0);
    const before = customs.requests.length;
    stage.advance(HOUR_MS);
    await consign();
    await eventually("another second passes", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return true;
    });
    expect(customs.requests).to.have.length(before);
    expect((await stage.parcels()).map(({ state, reason }) => [state, reason])).to.deep.equal([
      ["closed", "laneClosed"],
    ]);
    stage.ledger.amend({ ...stage.participant(customs.id), suspended: false });
    await consign();
    customs.intercept = () => false;
    await arrived(customs, 4);
  });

  it("another's gateway under a member's address gets ciphertext alone, and its answer settles nothing (F36)", async () => {
    const thief = await createMember(99);
    customs.intercept = async ({ headers, body }, response) => {
      expect(body.includes("NLRTM")).to.equal(false);
      const receipts: Receipt[] = headers.map((_, index) => {
        const parcel = `0x${String(index).padStart(64, "0")}` as const;
        return { parcel, entry: null, outcome: "stored" };
      });
      await customs.answer(response, headers[0] ?? { sender: 0 }, receipts, thief.signer);
      return true;
    };
    await consign();
    stage.start();
    await eventually("it is noted", async () => (await stage.lanes())[0]?.problem);
    expect((await stage.lanes())[0]?.problem).to.equal("its answer has no valid receipt");
    expect((await stage.parcels())[0]).to.deep.include({ state: "sealed", receipt: null });
  });

  for (const [address, problem] of [
    ["http://127.0.0.1:PORT", "its address is refused: it is not https"],
    ["https://127.0.0.1:PORT", "its address is refused: it is not an address of the public internet"],
    ["https://[::ffff:127.0.0.1]:PORT", "its address is refused: it is not an address of the public internet"],
    ["https://169.254.169.254/latest", "its address is refused: it is not an address of the public internet"],
    ["https://user:pass@gateway.example", "its address is refused: it carries a user name or password"],
    ["https://localhost:PORT", "PRIVATE_ADDRESS"],
  ] as const) {
    it(`a member's address ${address} is not called unless the operator names its host (F37)`, async () => {
      const endpoint = address.replace("PORT", new URL(customs.url).port);
      const { receiver } = await stage.other("Spy", "customs", { jurisdiction: "CH", endpoint });
      await stage.ledger.consign(trader, someUnit(++units), { ...NAMING, countries: ["CH"] });
      stage.start({ privateHosts: [] });
      const lane = async () => (await stage.lanes()).find(({ recipient }) => recipient === receiver.id);
      await eventually("it is noted", async () => (await lane())?.problem);
      expect((await lane())?.problem).to.equal(problem);
      expect([...customs.requests, ...receiver.requests]).to.deep.equal([]);
    });
  }

  it("a redirection is not followed, and nothing of an answer's text is kept (F37, F38)", async () => {
    const { receiver: inside } = await stage.other("Inside", "carrier");
    customs.intercept = (_, response) => {
      response.writeHead(307, { location: `${inside.url}/exchange/parcels` }).end("secret text");
      return true;
    };
    await consign();
    stage.start();
    await eventually("it is noted", async () => (await stage.lanes())[0]?.problem);
    expect((await stage.lanes())[0]?.problem).to.equal("answered 307");
    expect(inside.requests).to.deep.equal([]);
  });

  it("a busy member is left alone for as long as it says", async () => {
    customs.intercept = (_, response) => {
      response.writeHead(503, { "retry-after": "7200" }).end();
      return true;
    };
    await consign();
    stage.start();
    await eventually("it is noted", async () => (await stage.lanes())[0]?.problem);
    expect((await stage.lanes())[0]?.due_at_ms).to.be.greaterThan(Date.now() + HOUR_MS);
  });

  it("a member of an earlier version gets the parcel again after its upgrade (F39)", async () => {
    let isOld = true;
    customs.edit = (receipts) =>
      isOld ? receipts.map(({ parcel }) => ({ parcel, entry: null, outcome: "unsupported", version: 1 })) : receipts;
    await consign();
    stage.start();
    await eventually("it is refused", async () => (await stage.parcels())[0]?.receipt?.includes("unsupported"));
    isOld = false;
    await eventually("it arrives", async () => {
      stage.advance(1_000);
      return (await stage.parcels())[0]?.state === "settled";
    });
  });

  it("no member gets a parcel for another, and each opens its own alone (F44)", async () => {
    const swiss = (await stage.other("Swiss customs", "customs", { jurisdiction: "CH" })).receiver;
    for (let count = 0; count < 12; count++) {
      const countries = [["NL"], ["CH"], ["NL", "CH"]][count % 3] ?? [];
      await stage.ledger.consign(trader, someUnit(++units), { ...NAMING, countries });
    }
    stage.start();
    await settled();
    for (const receiver of [customs, swiss]) {
      const headers = receiver.requests.flatMap(({ headers }) => headers);
      expect(new Set(headers.map(({ recipient }) => recipient))).to.deep.equal(new Set([receiver.id]));
      expect(receiver.stored.size).to.equal(8);
    }
  });
});
