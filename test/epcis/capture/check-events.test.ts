import { expect } from "chai";
import { PAYLOAD_LIMITS } from "../../../src/domain/encoding/json.ts";
import { DELIVERABLE_BYTES } from "../../../src/domain/payload/bytes-to-deliver.ts";
import { checkEvents, isValid } from "../../../src/epcis/capture/check-events.ts";
import { readDocument } from "../../../src/epcis/capture/read-document.ts";
import { documentOf, freshUnit, objectEvent } from "./epcis-client.ts";

const NOW = Date.parse("2026-11-01T00:00:00Z") / 1000;

describe("checkEvents", () => {
  it("an event whose notice is served in the future, or answered before its service, is refused with a pointer", async () => {
    const served = (times: object) => objectEvent([freshUnit()], { "portolan:servedHow": "by hand", ...times });
    const document = readDocument(
      documentOf(
        [
          served({ "portolan:servedAt": "2030-01-01T00:00:00Z" }),
          served({ "portolan:servedAt": "2026-10-01T00:00:00Z", "portolan:respondBy": "2026-09-01T00:00:00Z" }),
        ],
        { portolan: "urn:portolan:ns:" },
      ),
    );
    const { events } = await checkEvents(1, document, NOW);
    expect(events.flatMap((event) => (isValid(event) ? ["valid"] : event.map(({ pointer }) => pointer)))).to.deep.equal(
      ["/epcisBody/eventList/0/portolan:servedAt", "/epcisBody/eventList/1/portolan:respondBy"],
    );
  });

  describe("for a document longer than a payload", () => {
    it("a document longer than a payload has only its too long events refused", async () => {
      const namespace = { example: "https://ns.example.com/epcis/" };
      const note = "n".repeat(PAYLOAD_LIMITS.characters / 2);
      const long = objectEvent([freshUnit()], { "example:note": note, "example:more": note });
      const fitting = [1, 2, 3].map(() => objectEvent([freshUnit()], { "example:note": note }));
      const document = readDocument(documentOf([...fitting, long], namespace));
      const { events } = await checkEvents(1, document, NOW);
      expect(events.map(isValid)).to.deep.equal([true, true, true, false]);
      expect([events[3]].flat()[0]).to.include({
        exception: "ValidationException",
        pointer: "/epcisBody/eventList/3",
      });
    });

    it("an event with more serial numbers than a member could receive is refused with the limit", async () => {
      const serials = (count: number) =>
        Array.from(
          { length: count },
          (_, index) => `urn:epc:id:sgtin:0614141.107346.${String(index).padStart(12, "0")}`,
        );
      const document = readDocument(documentOf([16_000, 19_500].map((count) => objectEvent(serials(count)))));
      const { events } = await checkEvents(1, document, NOW);
      expect(events.map(isValid)).to.deep.equal([true, false]);
      expect(JSON.stringify(events[1])).to.contain(`at most ${DELIVERABLE_BYTES} can be delivered`);
    });
  });
});
