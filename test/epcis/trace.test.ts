import { expect } from "chai";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { captureEvents } from "../support/capture-events.ts";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { gatewayClient, type GatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";

const lot = (name: string) => `urn:epc:class:lgtin:9506000.134352.${name}`;
const unit = (serial: string) => `urn:epc:id:sgtin:9506000.134352.${serial}`;
const pallet = (reference: string) => `urn:epc:id:sscc:9506000.0${reference.padStart(9, "0")}`;

function event(hour: number, type: string, members: JsonObject): JsonObject {
  const eventTime = new Date(Date.parse("2026-03-01T00:00:00Z") + hour * 3_600_000).toISOString();
  return { type, eventID: `urn:uuid:${crypto.randomUUID()}`, eventTime, eventTimeZoneOffset: "+00:00", ...members };
}

const made = (hour: number, epcClass: string, quantity: number) =>
  event(hour, "ObjectEvent", {
    action: "ADD",
    bizStep: "commissioning",
    quantityList: [{ epcClass, quantity, uom: "KGM" }],
  });
const madeUnits = (hour: number, ...epcList: string[]) =>
  event(hour, "ObjectEvent", { action: "ADD", bizStep: "commissioning", epcList });
const turned = (hour: number, from: readonly [string, number], to: readonly [string, number]) =>
  event(hour, "TransformationEvent", {
    inputQuantityList: [{ epcClass: from[0], quantity: from[1], uom: "KGM" }],
    outputQuantityList: [{ epcClass: to[0], quantity: to[1], uom: "KGM" }],
  });
const turnedUnits = (hour: number, inputEPCList: string[], outputEPCList: string[]) =>
  event(hour, "TransformationEvent", { inputEPCList, outputEPCList });
const nested = (hour: number, action: "ADD" | "DELETE", parentID: string, childEPCs: string[]) =>
  event(hour, "AggregationEvent", { action, bizStep: action === "ADD" ? "packing" : "unpacking", parentID, childEPCs });

for (const { name, open } of DATABASES) {
  describe(`GET /epcis/trace on ${name}`, () => {
    let database: TestDatabase;
    let stack: Stack;
    let client: GatewayClient;
    let token: string;

    before(async () => {
      database = await open();
      stack = await startStack("url" in database.location ? { DATABASE_URL: database.location.url } : {});
      token = stack.participants["trader"]?.token as string;
      client = gatewayClient(stack.gateway.url, token);
    });

    after(async () => {
      await stack.stop();
      await database.close();
    });

    const capture = (...events: JsonObject[]) => captureEvents(stack.gateway.url, token, events);
    async function trace(epc: string, direction: string) {
      const { status, body } = await client.get(`/epcis/trace?epc=${encodeURIComponent(epc)}&direction=${direction}`);
      expect(status, JSON.stringify(body)).to.equal(200);
      return body;
    }
    const linksOf = (body: { links: { from: string; as: string; to: string }[] }) =>
      body.links.map(({ from, as, to }) => `${tail(from)} ${as} ${tail(to)}`);
    const tail = (uri: string) => uri.slice(uri.lastIndexOf("/") + 1);
    const codesOf = (body: { findings: { code: string }[] }) => body.findings.map(({ code }) => code);

    describe("of a product from its raw material to the pallet", () => {
      before(() =>
        capture(
          made(1, lot("RAW"), 100),
          turned(2, [lot("RAW"), 60], [lot("ROAST"), 50]),
          event(3, "TransformationEvent", {
            inputQuantityList: [{ epcClass: lot("ROAST"), quantity: 50, uom: "KGM" }],
            outputEPCList: [unit("K1"), unit("K2")],
          }),
          nested(4, "ADD", pallet("1"), [unit("K1"), unit("K2")]),
          event(5, "ObjectEvent", { action: "OBSERVE", bizStep: "shipping", epcList: [pallet("1")] }),
          nested(6, "DELETE", pallet("1"), [unit("K1"), unit("K2")]),
        ),
      );

      it("the trace of a unit shows its inputs and carriers, and no gap", async () => {
        const body = await trace(unit("K1"), "back");
        const [around] = body.links.filter(({ as }: { as: string }) => as === "container");
        expect(linksOf(body)).to.have.members([`K1 container ${tail(around.to)}`, "K1 input ROAST", "ROAST input RAW"]);
        expect(around.to).to.match(/^https:\/\/id\.gs1\.org\/00\//);
        expect(body).to.include({ direction: "back", complete: true });
        expect(body.events).to.have.length(6);
        expect(body.objects[0]).to.include({ depth: 0 });
      });

      it("the trace of a lot shows its products", async () => {
        const body = await trace(lot("RAW"), "forward");
        expect(linksOf(body)).to.include.members(["RAW output ROAST", "ROAST output K1", "ROAST output K2"]);
        expect(body.complete, JSON.stringify(body.findings)).to.equal(true);
      });

      it("the trace of a pallet shows its contents and their origin", async () => {
        const body = await trace(pallet("1"), "back");
        expect(body.objects.map(({ id }: { id: string }) => tail(id))).to.include.members(["K1", "K2", "ROAST", "RAW"]);
      });

      it("a Digital Link and a URN give the same trace", async () => {
        const body = await trace(unit("K1"), "back");
        expect((await trace(body.epc, "back")).events).to.deep.equal(body.events);
      });

      it("a trace does not exist for a participant without access", async () => {
        const stranger = gatewayClient(stack.gateway.url, stack.participants["barge"]?.token as string);
        const { status, body } = await stranger.get(
          `/epcis/trace?epc=${encodeURIComponent(unit("K1"))}&direction=back`,
        );
        expect(status).to.equal(404);
        expect(body.type).to.equal("epcisException:NoSuchResourceException");
      });
    });

    describe("of an incomplete history", () => {
      it("a trace reports an input without an origin", async () => {
        await capture(turnedUnits(1, [unit("GHOST")], [unit("BODY")]));
        const body = await trace(unit("BODY"), "back");
        expect(codesOf(body)).to.deep.equal(["input-never-received"]);
        expect(body.complete).to.equal(false);
      });

      it("a trace reports a child that was left in the unit", async () => {
        await capture(
          madeUnits(1, unit("C1"), unit("C2")),
          nested(2, "ADD", pallet("2"), [unit("C1"), unit("C2")]),
          nested(3, "DELETE", pallet("2"), [unit("C1")]),
        );
        const body = await trace(pallet("2"), "forward");
        expect(codesOf(body)).to.deep.equal(["child-never-unpacked"]);
        expect(tail(body.findings[0].objects[0])).to.equal("C2");
      });

      it("a trace reports a lot that was used in excess, and an output above the input", async () => {
        await capture(made(1, lot("FEW"), 10), turned(2, [lot("FEW"), 12], [lot("MUCH"), 20]));
        const body = await trace(lot("MUCH"), "back");
        expect(codesOf(body)).to.deep.equal(["quantities-unbalanced", "quantities-unbalanced"]);
      });

      it("a trace reports a unit that was observed after it was used up", async () => {
        await capture(
          madeUnits(1, unit("T1")),
          turnedUnits(2, [unit("T1")], [unit("T2")]),
          event(3, "ObjectEvent", { action: "OBSERVE", bizStep: "stocking", epcList: [unit("T1")] }),
        );
        expect(codesOf(await trace(unit("T2"), "back"))).to.deep.equal(["times-out-of-order"]);
      });

      it("a trace reports a cycle of origins, and ends", async () => {
        await capture(turned(1, [lot("EGG"), 1], [lot("HEN"), 1]), turned(2, [lot("HEN"), 1], [lot("EGG"), 1]));
        for (const direction of ["back", "forward"]) {
          expect(codesOf(await trace(lot("HEN"), direction))).to.deep.equal(["cycle"]);
        }
      });

      it("a trace names the limit that it reached", async () => {
        await capture(
          made(0, lot("N0"), 1),
          ...Array.from({ length: 12 }, (_, n) => turned(n + 1, [lot(`N${n}`), 1], [lot(`N${n + 1}`), 1])),
        );
        const body = await trace(lot("N12"), "back");
        expect(body.limits.reached).to.deep.equal(["depth"]);
        expect(body.complete).to.equal(false);
      });

      it("a trace leaves out events that were declared errors", async () => {
        const wrong = turnedUnits(2, [unit("X1")], [unit("X2")]);
        await capture(madeUnits(1, unit("X1")), wrong);
        await capture({
          ...wrong,
          errorDeclaration: { declarationTime: "2026-03-02T00:00:00Z", reason: "did_not_occur" },
        });
        expect((await trace(unit("X1"), "forward")).links).to.deep.equal([]);
      });
    });

    describe("of an object in a container that is used again", () => {
      const crate = (serial: string) => `urn:epc:id:grai:9506000.00001.${serial}`;
      const shipped = (hour: number, ...epcList: string[]) =>
        event(hour, "ObjectEvent", { action: "OBSERVE", bizStep: "shipping", epcList });
      const emptied = (hour: number, parentID: string) =>
        event(hour, "AggregationEvent", { action: "DELETE", bizStep: "unpacking", parentID });
      const hoursOf = (body: { events: { eventTime: string }[] }) =>
        body.events.map(({ eventTime }) => (Date.parse(eventTime) - Date.parse("2026-03-01T00:00:00Z")) / 3_600_000);
      const containersOf = (body: { links: { as: string; since: string; until: string | null }[] }) =>
        body.links.filter(({ as }) => as === "container");

      for (const direction of ["back", "forward"]) {
        it(`the trace ${direction} has only the voyage of the pallet with the box inside`, async () => {
          const [pool, boxes] = [crate(`V${direction}`), [1, 2, 3].map((n) => unit(`V${direction}${n}`))] as const;
          const [first = "", second = "", third = ""] = boxes;
          await capture(
            nested(1, "ADD", pool, [first]),
            shipped(2, pool),
            nested(3, "DELETE", pool, [first]),
            nested(10, "ADD", pool, [second]),
            shipped(11, pool),
            nested(12, "DELETE", pool, [second]),
            nested(20, "ADD", pool, [third]),
            shipped(21, pool),
          );
          const body = await trace(second, direction);
          expect(hoursOf(body)).to.deep.equal([10, 11, 12]);
          expect(body.complete, JSON.stringify(body.findings)).to.equal(true);
          const [stay] = containersOf(body);
          expect(stay).to.include({ since: "2026-03-01T10:00:00.000Z", until: "2026-03-01T12:00:00.000Z" });
          const open = await trace(third, direction);
          expect(hoursOf(open)).to.deep.equal([20, 21]);
          expect(containersOf(open)[0]).to.include({ until: null, endedBy: null });
        });
      }

      it("a removal that names no children ends the stay in a trace, and an OBSERVE begins the next", async () => {
        const [pool, box] = [crate("W1"), unit("W1")];
        const seen = event(5, "AggregationEvent", { action: "OBSERVE", parentID: pool, childEPCs: [box] });
        await capture(
          nested(1, "ADD", pool, [box]),
          event(2, "AggregationEvent", { action: "OBSERVE", parentID: pool, childEPCs: [box] }),
          emptied(3, pool),
          shipped(4, pool),
          seen,
          shipped(6, pool),
        );
        const body = await trace(box, "forward");
        expect(hoursOf(body)).to.deep.equal([1, 2, 3, 5, 6]);
        expect(containersOf(body).map(({ since, until }) => [since.slice(11, 13), until?.slice(11, 13)])).to.deep.equal(
          [
            ["01", "03"],
            ["05", undefined],
          ],
        );
      });

      it("a trace follows a box through a case, a pallet and a container while each was inside the next", async () => {
        const [box, kase, pool, hull] = [unit("L1"), crate("LC"), crate("LP"), crate("LH")];
        await capture(
          shipped(1, hull),
          nested(2, "ADD", pool, [kase]),
          shipped(3, pool),
          nested(4, "ADD", kase, [box]),
          nested(5, "ADD", hull, [pool]),
          shipped(6, hull),
          nested(7, "DELETE", kase, [box]),
          shipped(8, hull),
          nested(9, "DELETE", hull, [pool]),
          shipped(10, pool),
        );
        const body = await trace(box, "forward");
        expect(hoursOf(body)).to.deep.equal([4, 5, 6, 7]);
        expect(linksOf(body)).to.have.length(3);
        expect(containersOf(body)[2]).to.include({ until: "2026-03-01T09:00:00.000Z" });
      });

      it("a trace has both stays of a box in one pallet, and nothing in between", async () => {
        const [pool, box] = [crate("Z1"), unit("Z1")];
        await capture(
          nested(1, "ADD", pool, [box]),
          shipped(2, pool),
          nested(3, "DELETE", pool, [box]),
          shipped(4, pool),
          nested(5, "ADD", pool, [box]),
          shipped(6, pool),
          nested(7, "DELETE", pool, [box]),
          shipped(8, pool),
        );
        const body = await trace(box, "back");
        expect(hoursOf(body)).to.deep.equal([1, 2, 3, 5, 6, 7]);
        expect(containersOf(body)).to.have.length(2);
      });

      it("the other contents of a pallet cause no finding in the trace of a box", async () => {
        const [pool, box, other] = [crate("Y1"), unit("Y1"), unit("Y2")];
        await capture(
          nested(1, "ADD", pool, [box, other]),
          nested(2, "DELETE", pool, [box]),
          nested(3, "DELETE", pool, [other]),
        );
        expect((await trace(box, "back")).findings).to.deep.equal([]);
      });

      it("the trace of a pallet has the contents of a case only while the case was on the pallet", async () => {
        const [pool, kase, before, during, after] = [crate("Q1"), crate("Q2"), unit("Q1"), unit("Q2"), unit("Q3")];
        await capture(
          nested(1, "ADD", kase, [before]),
          nested(2, "DELETE", kase, [before]),
          nested(3, "ADD", kase, [during]),
          nested(4, "ADD", pool, [kase]),
          nested(5, "DELETE", pool, [kase]),
          nested(6, "ADD", kase, [after]),
        );
        for (const direction of ["back", "forward"]) {
          const body = await trace(pool, direction);
          const contents = body.links.filter(({ as }: { as: string }) => as === "content");
          expect(
            contents.map(({ from, to }: { from: string; to: string }) => [from === body.epc, tail(to)]),
          ).to.deep.equal([
            [true, tail(contents[0].to)],
            [false, "Q2"],
          ]);
        }
      });
    });

    describe("of an invalid request", () => {
      for (const query of ["direction=back", "epc=4711", `epc=${encodeURIComponent(unit("K1"))}&direction=up`]) {
        it(`a trace request is refused: ${query}`, async () => {
          const { status, body } = await client.get(`/epcis/trace?${query}`);
          expect(status).to.equal(400);
          expect(body.type).to.equal("epcisException:QueryParameterException");
        });
      }
    });
  });
}
