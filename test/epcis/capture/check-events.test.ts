import { expect } from "chai";
import { PAYLOAD_LIMITS } from "../../../src/domain/encoding/json.ts";
import { checkEvents } from "../../../src/epcis/capture/check-events.ts";
import { readDocument } from "../../../src/epcis/capture/read-document.ts";
import { visibilityOf } from "../../../src/gateway/access.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";
import { documentOf, freshUnit, objectEvent } from "./epcis-client.ts";

describe("checkEvents", () => {
  let ledger: SeededLedger;
  beforeEach(async () => (ledger = await SeededLedger.open()));
  afterEach(() => ledger.close());

  describe("of a document whose events are together longer than a payload may be", () => {
    it("finds those too long that are so alone", async () => {
      const namespace = { example: "https://ns.example.com/epcis/" };
      const note = "n".repeat(PAYLOAD_LIMITS.characters / 2);
      const long = objectEvent([freshUnit()], { "example:note": note, "example:more": note });
      const fitting = [1, 2, 3].map(() => objectEvent([freshUnit()], { "example:note": note }));
      const document = readDocument(documentOf([...fitting, long], namespace));
      const author = ledger.enrol("Trader", "trader");
      const { events, problems } = await checkEvents(ledger.db, visibilityOf(author), document);
      expect(events.map(({ index }) => index)).to.deep.equal([0, 1, 2]);
      expect(problems.map(({ exception, pointer }) => [exception, pointer])).to.deep.equal([
        ["ValidationException", "/epcisBody/eventList/3"],
      ]);
    });
  });
});
