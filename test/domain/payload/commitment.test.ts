import { expect } from "chai";
import fc from "fast-check";
import { readFileSync } from "node:fs";

import { canonicalJson } from "../../../src/domain/encoding/canonical-json.ts";
import { commit } from "../../../src/domain/payload/commitment.ts";
import { disclose } from "../../../src/domain/payload/disclosure.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { payloadFields } from "../../../src/domain/payload/payload-fields.ts";
import { newPayloadSeed } from "../../../src/domain/payload/payload-salts.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";
import { payloads } from "../../support/json-values.ts";

interface Vector {
  readonly name: string;
  readonly payload: JsonObject;
  readonly seed: string;
  readonly commitment: string;
  readonly fields: readonly string[];
  readonly disclosures: readonly string[];
}

/** Computed by another implementation in another language. */
const VECTORS = JSON.parse(
  readFileSync(new URL("../../vectors/commitments.json", import.meta.url), "utf8"),
) as readonly Vector[];

describe("The commitment to a payload", () => {
  for (const { name, payload, seed, commitment, fields, disclosures } of VECTORS) {
    it(`the commitment equals its vector: ${name}`, () => {
      const secret = Buffer.from(seed.slice(2), "hex");

      expect(commit(payload, secret)).to.equal(commitment);
      expect(payloadFields(payload)).to.deep.equal(fields);
      expect(disclose(payload, secret, [""]).disclosures).to.deep.equal(disclosures);
    });
  }

  it("the commitment does not depend on the order of members", () => {
    const seed = newPayloadSeed();

    expect(commit({ a: 1, b: { c: 2, d: 3 } }, seed)).to.equal(commit({ b: { d: 3, c: 2 }, a: 1 }, seed));
  });

  it("the commitment changes with the seed and with any value", () => {
    const seed = newPayloadSeed();
    fc.assert(
      fc.property(payloads, payloads, (one, other) => {
        const equal = canonicalJson(one) === canonicalJson(other);
        expect(commit(one, seed) === commit(other, seed)).to.equal(equal);
        expect(Object.keys(one).length === 0 || commit(one, seed) !== commit(one, newPayloadSeed())).to.equal(true);
      }),
    );
  });

  it("each field has its own salt", () => {
    const payload = { list: Array.from({ length: 200 }, () => "the same") };

    const { disclosures } = disclose(payload, newPayloadSeed(), [""]);

    expect(new Set(disclosures).size).to.equal(201);
  });

  describe("A refused payload or seed", () => {
    const seed = newPayloadSeed();

    for (const member of ["_sd", "_sd_alg", "...", "__proto__"]) {
      it(`a payload with a member named ${member} at any depth is refused`, () => {
        const named = JSON.parse(`{"a":[{"${member}":1}]}`) as JsonObject;
        expectRefusal(() => commit(named, seed), "PayloadReservedName", { member });
      });
    }

    it("a payload that is not an object has no commitment", () => {
      for (const payload of [null, [], "text", 1]) {
        expectRefusal(() => commit(payload as never, seed), "PayloadNotObject");
      }
    });

    it("a seed of a wrong length is refused", () => {
      expectRefusal(() => commit({ a: 1 }, new Uint8Array(16)), "PayloadSeedInvalid", { length: 16, expected: 32 });
    });

    it("a payload beyond the limits of values and depth is refused", () => {
      const wide = { list: Array.from({ length: 20_000 }, () => 0) };
      let deep: JsonObject = {};
      for (let level = 0; level < 33; level++) deep = { deep };

      expectRefusal(() => commit(wide, seed), "JsonTooManyValues");
      expectRefusal(() => commit(deep, seed), "JsonTooDeep");
    });

    it("a payload with values that JSON cannot represent is refused", () => {
      expectRefusal(() => commit({ a: Number.NaN }, seed), "JsonUnrepresentable");
      expectRefusal(() => commit({ a: "\ud800" }, seed), "JsonLoneSurrogate");
      expectRefusal(() => commit({ a: undefined as never }, seed), "JsonUnrepresentable");
      expectRefusal(() => commit({ a: new Date(0) as never }, seed), "JsonUnrepresentable");
    });
  });
});
