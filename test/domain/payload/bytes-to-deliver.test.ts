import { expect } from "chai";
import fc from "fast-check";
import { canonicalJson } from "../../../src/domain/encoding/canonical-json.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { VIEW_CLASSES } from "../../../src/domain/audience/view.ts";
import { bytesToDeliver, DELIVERABLE_BYTES } from "../../../src/domain/payload/bytes-to-deliver.ts";
import { newPayloadSeed } from "../../../src/domain/payload/payload-salts.ts";
import { disclose } from "../../../src/domain/payload/disclosure.ts";
import { classOfMember } from "../../../src/domain/payload/field-class.ts";
import { requireDeliverable } from "../../../src/domain/payload/require-deliverable.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

const bytesOf = (payload: JsonObject) => bytesToDeliver(payload, canonicalJson(payload));

/** The bytes of the part that a view opens, as they are sent. */
function sentBytes(payload: JsonObject, view: "unit" | "handoff"): number {
  const open = Object.keys(payload).filter((name) => VIEW_CLASSES[view].has(classOfMember(name)));
  const { object, disclosures } = disclose(
    payload,
    newPayloadSeed(),
    open.map((name) => `/${name}`),
  );
  return JSON.stringify(object).length + disclosures.reduce((sum, each) => sum + JSON.stringify(each).length + 1, 0);
}

describe("The bytes of a payload on its way to another member", () => {
  const texts = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant({ a: ["b"] })), {
    maxLength: 4,
  });

  it("a payload takes as many bytes as its whole, or as the larger of its parts", () => {
    fc.assert(
      fc.property(texts, texts, texts, (epcList, reasons, price) => {
        const list = Array.from({ length: 1_200 }, (_, index) => [`urn:epc:id:sgtin:${index}`, ...epcList]);
        const payload: JsonObject = { epcList: list, "portolan:findings": reasons, price };
        const sizes = [
          Buffer.byteLength(canonicalJson(payload)),
          sentBytes(payload, "unit"),
          sentBytes(payload, "handoff"),
        ];
        expect(bytesOf(payload)).to.equal(Math.max(...sizes));
      }),
      { numRuns: 25 },
    );
  });

  it("the part of a short payload always takes less than can be delivered", () => {
    const most: JsonObject = { epcList: Array.from({ length: 9_990 }, () => 1) };
    expect(canonicalJson(most).length).to.be.lessThan(20_000);
    expect(sentBytes(most, "handoff")).to.be.lessThan(DELIVERABLE_BYTES);
  });

  it("a payload with one byte more than can be delivered is refused with its size and the limit", () => {
    const letters = "\u4e2d".repeat((DELIVERABLE_BYTES - 11) / 3);
    const fits = { price: `${letters}${"n".repeat((DELIVERABLE_BYTES - 12) % 3)}` };
    const spare = DELIVERABLE_BYTES - bytesOf(fits);
    const largest = { price: `${fits.price}${"n".repeat(spare)}` };
    requireDeliverable(largest, canonicalJson(largest));
    const larger = { price: `${largest.price}n` };
    expectRefusal(() => requireDeliverable(larger, canonicalJson(larger)), "PayloadTooLarge", {
      bytes: DELIVERABLE_BYTES + 1,
      limit: DELIVERABLE_BYTES,
    });
  });
});
