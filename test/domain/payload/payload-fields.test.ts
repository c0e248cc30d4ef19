import { expect } from "chai";
import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { countPayloadFields, payloadFields } from "../../../src/domain/payload/payload-fields.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

/** A payload of `levels` nested objects and arrays. */
const nested = (levels: number): JsonObject => {
  let value: JsonValue = [];
  for (let level = levels - 1; level > 1; level -= 1) value = level % 2 === 0 ? [value] : { a: value };
  return { a: value };
};
const list = (elements: number): JsonObject => ({ list: Array<number>(elements).fill(0) });

describe("The fields of a payload", () => {
  it("fields are listed with JSON Pointers, before their content, in the order of canonical JSON", () => {
    expect(payloadFields({ b: [[], null], "a/~": { d: 1, c: {} } })).to.deep.equal([
      "/a~1~0",
      "/a~1~0/c",
      "/a~1~0/d",
      "/b",
      "/b/0",
      "/b/1",
    ]);
  });

  for (const fieldsOf of [payloadFields, countPayloadFields]) {
    describe(fieldsOf.name, () => {
      it(`${fieldsOf.name} accepts at most 32 levels`, () => {
        expect(() => fieldsOf(nested(32))).not.to.throw();
        expectRefusal(() => fieldsOf(nested(33)), "JsonTooDeep", { limit: 32 });
      });

      it(`${fieldsOf.name} accepts at most 19,999 fields, as the payload itself is a value`, () => {
        const fields = fieldsOf(list(19_998));
        expect(typeof fields === "number" ? fields : fields.length).to.equal(19_999);
        expectRefusal(() => fieldsOf(list(19_999)), "JsonTooManyValues", { limit: 20_000 });
      });

      const others: [JsonValue, string][] = [
        [null, "null"],
        [[], "an array"],
        ["text", "a string"],
        [1, "a number"],
        [true, "a boolean"],
      ];
      for (const [payload, found] of others)
        it(`${fieldsOf.name} refuses ${found} as a payload`, () =>
          expectRefusal(() => fieldsOf(payload), "PayloadNotObject", { found }));
    });
  }
});
