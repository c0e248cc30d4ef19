import { expect } from "chai";
import { startStack, type Stack } from "../../support/stack.ts";
import { documentOf, EpcisClient, objectEvent } from "./epcis-client.ts";

/** A part of a usual run of a serialisation line, which a busy machine records in time. */
const UNITS = 5_001;

describe("POST /epcis/capture of one event with many units", () => {
  let stack: Stack;
  let client: EpcisClient;

  before(async () => {
    stack = await startStack();
    client = new EpcisClient(stack.gateway.url, stack.participants["trader"]?.token as string);
  });
  after(() => stack.stop());

  it("an event that commissions thousands of serial numbers is recorded on each unit", async () => {
    const units = Array.from({ length: UNITS }, (_, index) => `urn:epc:id:sgtin:9506000.134352.M${index}`);
    const job = await client.capture([objectEvent(units, { action: "ADD", bizStep: "commissioning" })]);
    expect(job).to.include({ success: true });
    expect(job["portolan:entries"]).to.have.length(UNITS);
  });

  it("a document with more units than the announced limit is refused with their number", async () => {
    const options = await fetch(`${stack.gateway.url}/epcis/capture`, { method: "OPTIONS" });
    const limit = Number(options.headers.get("portolan-capture-entry-limit"));
    const events = [1, 2, 3].map((part) =>
      objectEvent(Array.from({ length: 7_000 }, (_, index) => `urn:epc:id:sgtin:9506000.134352.N${part}x${index}`)),
    );
    const response = await client.post("/capture", documentOf(events));
    expect(response.status).to.equal(413);
    expect(await response.json()).to.deep.include({ code: "EpcisTooManyUnits", facts: { units: 21_000, limit } });
  });
});
