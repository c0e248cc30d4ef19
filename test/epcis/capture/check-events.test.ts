import { expect } from "chai";
import { PAYLOAD_LIMITS } from "../../../src/domain/encoding/json.ts";
import { checkEvents, isValid } from "../../../src/epcis/capture/check-events.ts";
import { readDocument } from "../../../src/epcis/capture/read-document.ts";
import { documentOf, freshUnit, objectEvent } from "./epcis-client.ts";

describe("checkEvents", () => {
  describe("for a document longer than a payload", () => {
    it("a long document has only its too long events refused", async () => {
      const namespace = { example: "https://ns.example.com/epcis/" };
      const note = "n".repeat(PAYLOAD_LIMITS.characters / 2);
      const long = objectEvent([freshUnit()], { "example:note": note, "example:more": note });
      const fitting = [1, 2, 3].map(() => objectEvent([freshUnit()], { "example:note": note }));
      const document = readDocument(documentOf([...fitting, long], namespace));
      const { events } = await checkEvents(1, document);
      expect(events.map(isValid)).to.deep.equal([true, true, true, false]);
      expect([events[3]].flat()[0]).to.include({
        exception: "ValidationException",
        pointer: "/epcisBody/eventList/3",
      });
    });
  });
});
