import { expect } from "chai";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesOf } from "../../../src/domain/encoding/hex.ts";
import { disclose } from "../../../src/domain/payload/disclosure.ts";
import { eventually } from "../../support/eventually.ts";
import { bodyOf, serve, type TestServer } from "../../support/http-server.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

/** What a reader is told about an entry. */
interface Told {
  readonly hash: string;
  readonly payload: string;
}

describe("A payload that arrives after its block", function () {
  this.timeout(120_000);
  let gateways: MemberGateways<"trade" | "away">;
  let trade: MemberGateway, away: MemberGateway;
  let number = 0;
  let receiver: TestServer;
  const posted: (Told & { readonly id: unknown })[] = [];
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader"], away: ["customs", "carrier"] },
      // Nothing but the test sends.
      { settings: { EXCHANGE_PRIVATE_HOSTS: "" } },
    );
    ({ trade, away } = gateways.of);
    receiver = await serve((request, response) => {
      void bodyOf(request).then((text) => {
        const { data } = JSON.parse(text) as { readonly data: Told };
        posted.push({ ...data, id: request.headers["webhook-id"] });
        response.end();
      });
    });
    for (const member of ["customs", "carrier"]) {
      const created = await away.client(member).post("/v1/webhooks", { url: receiver.url });
      expect(created.status).to.equal(201);
    }
  });
  after(async () => {
    await receiver.close();
    await gateways.stop();
  });

  const record = async (draft: object): Promise<RecordedEntry> => {
    const entry = await recordKnown(trade.client("trader"), draft);
    await gateways.followed();
    return entry;
  };
  const consign = () =>
    record({
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.3${String(++number).padStart(9, "0")}`,
      payload: NAMING,
    });

  /** Follows the stream of a member while `work` runs. */
  async function listen(
    member: string,
    lastEventId: string | undefined,
    work: (events: readonly (Told & { readonly id: string })[]) => Promise<void>,
  ): Promise<void> {
    const ending = new AbortController();
    const response = await fetch(`${away.url}/v1/events`, {
      headers: {
        authorization: `Bearer ${away.members[member]?.token}`,
        ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
      },
      signal: ending.signal,
    });
    expect(response.status).to.equal(200);
    const events: (Told & { readonly id: string })[] = [];
    const onEvent = ({ event, id, data }: EventSourceMessage) => {
      if (event === "entry") events.push({ ...(JSON.parse(data) as Told), id: id ?? "" });
    };
    const parser = createParser({ onEvent });
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body as ReadableStream<Uint8Array>) {
        parser.feed(decoder.decode(chunk, { stream: true }));
      }
    })().catch((error: unknown) => {
      if (!ending.signal.aborted) throw error;
    });
    try {
      await work(events);
    } finally {
      ending.abort();
      await reading;
    }
  }
  const ofEntry = <Each extends Told>(told: readonly Each[], { hash }: RecordedEntry) =>
    told.filter((each) => each.hash === hash);

  it("reaches the stream and the webhook of customs that its payload names, which saw nothing of it before", async () => {
    await listen("customs", undefined, async (events) => {
      const entry = await consign();
      const sender = new HandSender(trade.members["trader"] as never, away, "customs");
      await sleep(1_000);
      expect([...ofEntry(events, entry), ...ofEntry(posted, entry)], "nothing names the country yet").to.deep.equal([]);
      expect(await sender.send(entry)).to.deep.equal(["stored"]);
      const [told] = await eventually(
        "the stream tells it",
        () => ofEntry(events, entry).length > 0 && ofEntry(events, entry),
      );
      expect(told).to.include({ payload: "known" });
      const [message] = await eventually(
        "the webhook tells it",
        () => ofEntry(posted, entry).length > 0 && ofEntry(posted, entry),
      );
      expect(message).to.include({ payload: "known" });
    });
  });

  it("comes again to a reader that was told of the entry without it, once, also when the reader was away", async () => {
    const { shipment } = await consign();
    const sender = new HandSender(trade.members["trader"] as never, away, "carrier");
    const states = (told: readonly Told[], entry: RecordedEntry) => ofEntry(told, entry).map(({ payload }) => payload);
    const offer = (bizStep: string) =>
      record({ kind: "Offer", shipment, counterparty: gateways.idOf("carrier"), payload: { ...NAMING, bizStep } });
    let before = "";
    const ids: string[] = [];
    let entry: RecordedEntry | undefined;
    await listen("carrier", undefined, async (events) => {
      const told = (entry = await offer("departing"));
      await eventually(
        "both tell the entry",
        () => states(events, told).length === 1 && states(posted, told).length === 1,
      );
      before = ofEntry(events, told)[0]?.id ?? "";
      const payload = { view: "fields" as const, ...disclose(told.body, bytesOf(told.seed), ["/bizStep"]) };
      const item = await sender.item({ hash: told.hash, content: { ...told.content, identities: [], payload } });
      expect(await sender.post([item])).to.have.nested.property("[0].outcome", "stored");
      await eventually(
        "both tell its payload",
        () => states(events, told).length > 1 && states(posted, told).length > 1,
      );
      expect(await sender.post([item])).to.have.nested.property("[0].outcome", "stored");
      await sleep(3_000);
      for (const each of [events, posted]) expect(states(each, told)).to.deep.equal(["unknown", "partial"]);
      expect(new Set(ofEntry(posted, told).map(({ id }) => id)).size, "messages differ in their ids").to.equal(2);
      ids.push(...ofEntry(events, told).map(({ id }) => id));
    });
    const told = entry as RecordedEntry | undefined;
    if (told === undefined) throw new Error("Nothing was offered.");
    await listen("carrier", before, async (events) => {
      await eventually("the stream goes on after the entry without payload", () => events.length > 0);
      expect(states(events, told)).to.deep.equal(["partial"]);
    });
    await listen("carrier", ids.at(-1), async (events) => {
      await sleep(500);
      expect(events, "nothing is left").to.deep.equal([]);
    });
  });

  it("holds up no other shipment: later payloads reach stream and webhook while it is missing (F23)", async () => {
    const sender = new HandSender(trade.members["trader"] as never, away, "customs");
    await listen("customs", undefined, async (events) => {
      const missing = await consign();
      const later = await consign();
      expect(await sender.send(later)).to.deep.equal(["stored"]);
      await eventually("both tell the later payload", () =>
        [events, posted].every((told) => ofEntry(told, later).some(({ payload }) => payload === "known")),
      );
      expect([...ofEntry(events, missing), ...ofEntry(posted, missing)]).to.deep.equal([]);
      expect(await sender.send(missing)).to.deep.equal(["stored"]);
      await eventually("both tell the missing payload", () =>
        [events, posted].every((told) => ofEntry(told, missing).some(({ payload }) => payload === "known")),
      );
    });
  });
});
