import { expect } from "chai";
import fc from "fast-check";
import { createHash } from "node:crypto";

import { canonicalJson } from "../../../src/domain/encoding/canonical-json.ts";
import { commit } from "../../../src/domain/payload/commitment.ts";
import { disclose, type Disclosure } from "../../../src/domain/payload/disclosure.ts";
import { type JsonObject, type JsonValue, PAYLOAD_LIMITS } from "../../../src/domain/encoding/json.ts";
import { payloadFields } from "../../../src/domain/payload/payload-fields.ts";
import { newPayloadSeed } from "../../../src/domain/payload/payload-salts.ts";
import { verifyDisclosure } from "../../../src/domain/payload/verify-disclosure.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";
import { payloads } from "../../support/json-values.ts";

const PAYLOAD: JsonObject = {
  bizStep: "inspecting",
  readPoint: { id: "https://id.gs1.org/414/9521141000014", note: "gate 4" },
  epcList: ["urn:epc:id:bic:CSQU3054383", "https://id.gs1.org/00/195211410000004712"],
  "a/b~c": 1,
};

/** A disclosure as received from outside. */
function sent(disclosure: Disclosure): Mutable {
  return JSON.parse(JSON.stringify(disclosure)) as Mutable;
}

interface Mutable {
  [member: string]: JsonValue;
  object: Record<string, JsonValue>;
  disclosures: string[];
}

const encode = (parts: JsonValue): string => Buffer.from(JSON.stringify(parts)).toString("base64url");
const digestOf = (disclosure: string): string => createHash("sha256").update(disclosure).digest("base64url");

describe("The disclosure of a payload", () => {
  const seed = newPayloadSeed();
  const show = (...pointers: string[]) => verifyDisclosure(sent(disclose(PAYLOAD, seed, pointers)));

  it("a nested field is disclosed without others, and proved by the commitment", () => {
    const { commitment, payload, hidden } = show("/readPoint/id");

    expect(commitment).to.equal(commit(PAYLOAD, seed));
    expect(payload).to.deep.equal({ readPoint: { id: "https://id.gs1.org/414/9521141000014" } });
    // Three members besides readPoint, and the note of readPoint.
    expect(hidden).to.equal(4);
  });

  it("an object or array is disclosed with its content", () => {
    expect(show("/readPoint", "/epcList").payload).to.deep.equal({
      readPoint: PAYLOAD["readPoint"],
      epcList: PAYLOAD["epcList"],
    });
  });

  it("an element of an array is disclosed without the others", () => {
    const { payload, hidden } = show("/epcList/1");

    expect(payload).to.deep.equal({ epcList: ["https://id.gs1.org/00/195211410000004712"] });
    expect(hidden).to.equal(4);
  });

  it("a pointer may have names that are escaped as in RFC 6901", () => {
    expect(show("/a~1b~0c").payload).to.deep.equal({ "a/b~c": 1 });
  });

  it("a disclosure of no field shows only the number of members", () => {
    expect(show()).to.deep.equal({ commitment: commit(PAYLOAD, seed), payload: {}, hidden: 4 });
  });

  it("a disclosure contains no value of a hidden field", () => {
    const text = JSON.stringify(disclose(PAYLOAD, seed, ["/bizStep"]));
    const decoded = disclose(PAYLOAD, seed, ["/bizStep"]).disclosures.map((d) =>
      Buffer.from(d, "base64url").toString(),
    );

    expect(`${text}${decoded.join()}`).not.to.match(/gate|readPoint|epcList|CSQU/);
  });

  it("the pointer of an absent field is refused", () => {
    for (const pointer of ["/nothing", "bizStep", "/epcList/2", "/epcList/-", "/readPoint/", "/a/b~c"]) {
      expectRefusal(() => disclose(PAYLOAD, seed, [pointer]), "DisclosureUnknownField", { pointer });
    }
  });

  it("any payload is disclosed completely, with its commitment", () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const secret = newPayloadSeed();
        const verified = verifyDisclosure(sent(disclose(payload, secret, [""])));
        expect(verified.commitment).to.equal(commit(payload, secret));
        // The decoy of a payload without members stays hidden, as every decoy does.
        expect(verified.hidden).to.equal(Object.keys(payload).length === 0 ? 1 : 0);
        expect(canonicalJson(verified.payload)).to.equal(canonicalJson(payload));
      }),
    );
  });

  it("a field of any length is disclosed", () => {
    for (const characters of [1_300, 4_096, 100_000]) {
      const payload = { note: "€".repeat(characters) };
      expect(verifyDisclosure(sent(disclose(payload, seed, ["/note"]))).payload).to.deep.equal(payload);
    }
  });

  it("any choice of fields is proved, and no other field is shown", () => {
    fc.assert(
      fc.property(payloads, fc.infiniteStream(fc.boolean()), (payload, choices) => {
        const secret = newPayloadSeed();
        const asked = payloadFields(payload).filter(() => choices.next().value as boolean);
        const verified = verifyDisclosure(sent(disclose(payload, secret, asked)));
        expect(verified.commitment).to.equal(commit(payload, secret));
        const names = asked.map((pointer) =>
          (pointer.split("/")[1] as string).replaceAll("~1", "/").replaceAll("~0", "~"),
        );
        expect(Object.keys(verified.payload).sort()).to.deep.equal([...new Set(names)].sort());
      }),
    );
  });
});

describe("The verification of a disclosure", () => {
  const seed = newPayloadSeed();
  const whole = () => sent(disclose(PAYLOAD, seed, [""]));

  it("the order of disclosures has no effect", () => {
    const document = whole();
    document.disclosures.reverse();

    expect(verifyDisclosure(document).commitment).to.equal(commit(PAYLOAD, seed));
  });

  it("a changed document is never confirmed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (which, where) => {
        const document = whole();
        const index = which % document.disclosures.length;
        const text = document.disclosures[index] as string;
        const at = where % text.length;
        document.disclosures[index] = `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
        expect(() => verifyDisclosure(document)).to.throw();
      }),
    );
  });

  describe("A refused disclosure", () => {
    it("a disclosure without a digest is refused", () => {
      const document = whole();
      document.disclosures.push(encode(["salt", "officer", "X"]));

      expectRefusal(() => verifyDisclosure(document), "DisclosureUnused", { index: document.disclosures.length - 1 });
    });

    it("a repeated disclosure and a repeated digest are refused", () => {
      const twice = whole();
      twice.disclosures.push(twice.disclosures[0] as string);
      const repeated = whole();
      (repeated.object["_sd"] as string[]).push((repeated.object["_sd"] as string[])[0] as string);

      expectRefusal(() => verifyDisclosure(twice), "DisclosureDigestRepeated");
      expectRefusal(() => verifyDisclosure(repeated), "DisclosureDigestRepeated");
    });

    it("two values for one name, which an author could commit to, are refused", () => {
      const disclosures = [encode(["s1", "seal", "A"]), encode(["s2", "seal", "B"])];
      const object = { _sd: disclosures.map(digestOf).sort(), _sd_alg: "sha-256" };

      expectRefusal(() => verifyDisclosure({ object, disclosures }), "DisclosureMemberRepeated", { member: "seal" });
    });

    it("a reserved name in a disclosure is refused", () => {
      for (const member of ["_sd", "...", "_sd_alg", "__proto__"]) {
        const disclosure = encode(["salt", member, "x"]);
        const document = { object: { _sd: [digestOf(disclosure)], _sd_alg: "sha-256" }, disclosures: [disclosure] };

        expectRefusal(() => verifyDisclosure(document), "PayloadReservedName", { member });
      }
    });

    describe("Clear values among digests", () => {
      const values: [JsonValue, pointer: string, expected: string][] = [
        [{ plain: 1 }, "", "limited to the members _sd here"],
        [{ _sd: [], plain: 1 }, "", "limited to the members _sd here"],
        [["plain"], "/disclosures", "free of elements in the clear"],
        [[{ "...": "x", more: 1 }], "", "limited to the members ... here"],
        [[{ "...": "x" }], "/object", "a concealed payload"],
        [[{}], "/object", "a concealed payload"],
      ];
      for (const [value, pointer, expected] of values) {
        it(`a clear value among digests is refused: ${JSON.stringify(value)}`, () => {
          const disclosure = encode(["salt", "member", value]);
          const document = { object: { _sd: [digestOf(disclosure)], _sd_alg: "sha-256" }, disclosures: [disclosure] };

          expectRefusal(() => verifyDisclosure(document), "DisclosureMalformed", { pointer, expected });
        });
      }
    });

    it("an element's disclosure for a member, and a member's for an element, are refused", () => {
      const element = encode(["salt", "value"]);
      const member = encode(["salt", "name", "value"]);
      const list = encode(["salt", "list", [{ "...": digestOf(member) }]]);

      for (const disclosures of [[element], [list, member]]) {
        const object = { _sd: [digestOf(disclosures[0] as string)], _sd_alg: "sha-256" };
        expectRefusal(() => verifyDisclosure({ object, disclosures }), "DisclosureMalformed", {
          pointer: "/disclosures",
          expected: "made of names and values for objects, and of values alone for arrays",
        });
      }
    });

    describe("A malformed disclosure", () => {
      const bytes = (hex: string) => Buffer.from(hex, "hex").toString("base64url");
      const texts: [text: string, expected: string][] = [
        ["WyJz!", "base64url without padding"],
        [`${encode(["s", "n", 1])}=`, "base64url without padding"],
        [bytes("5bff5d"), "UTF-8 text"],
        [encode({ a: 1 }), "a salt, a name for a member, and a value"],
        [encode(["s"]), "a salt, a name for a member, and a value"],
        [encode(["s", "n", 1, 2]), "a salt, a name for a member, and a value"],
        [encode([1, "n", 1]), "a salt, a name for a member, and a value"],
        [encode(["s", 1, 1]), "a salt, a name and a value"],
      ];
      const first = encode(["salt", "first", 1]);
      const withText = (text: string) => ({ object: { _sd: [], _sd_alg: "sha-256" }, disclosures: [first, text] });

      for (const [text, expected] of texts) {
        it(`a disclosure that is not ${expected} is refused: ${text}`, () =>
          expectRefusal(() => verifyDisclosure(withText(text)), "DisclosureMalformed", {
            pointer: "/disclosures/1",
            expected,
          }));
      }

      for (const [hex, position] of [
        ["5b", 1],
        ["efbbbf5b2273222c226e222c315d", 0],
      ] as const) {
        it(`a disclosure that is not JSON is refused: ${bytes(hex)}`, () =>
          expectRefusal(() => verifyDisclosure(withText(bytes(hex))), "JsonMalformed", { position }));
      }
    });

    describe("A document of another shape", () => {
      const { object, disclosures } = whole();
      const both = "an object with the members object and disclosures";
      const documents: [string, JsonValue, pointer: string, expected: string][] = [
        ["null", null, "", both],
        ["an array", [], "", both],
        ["an object without disclosures", { object }, "", both],
        ["disclosures without an object", { disclosures }, "/object", "concealed by sha-256"],
        ["a further member", { object, disclosures, more: 1 }, "", "limited to the members object, disclosures here"],
        ["disclosures in an object", { object, disclosures: {} }, "", "made of lists of digests and disclosures"],
        ["a number for a disclosure", { object, disclosures: [1] }, "/disclosures/0", "a text"],
        ["another hash", { object: { ...object, _sd_alg: "sha-512" }, disclosures }, "/object", "concealed by sha-256"],
        [
          "a member in the clear",
          { object: { ...object, plain: 1 }, disclosures },
          "",
          "limited to the members _sd, _sd_alg here",
        ],
        ...["A".repeat(42), "A".repeat(44), `!${"A".repeat(43)}`, `${"A".repeat(43)}!`, 1].map(
          (digest): [string, JsonValue, string, string] => [
            `the digest ${digest}`,
            { object: { ...object, _sd: [digest] }, disclosures: [] },
            "/object",
            "a concealed payload",
          ],
        ),
      ];
      for (const [name, document, pointer, expected] of documents) {
        it(`a document of another shape is refused: ${name}`, () =>
          expectRefusal(() => verifyDisclosure(document), "DisclosureMalformed", { pointer, expected }));
      }
    });

    it("more disclosures than a payload may have values are refused", () => {
      const most = Array.from({ length: PAYLOAD_LIMITS.values }, (_, index) => encode([String(index), "member", 1]));
      const given = (disclosures: string[]) => ({ object: { _sd: [], _sd_alg: "sha-256" }, disclosures });

      expectRefusal(() => verifyDisclosure(given(most)), "DisclosureUnused", { index: 0 });
      expectRefusal(() => verifyDisclosure(given([...most, ""])), "JsonTooManyValues", {
        limit: PAYLOAD_LIMITS.values,
      });
    });

    for (const [name, wrap] of [
      ["objects", (digest: string): JsonValue => ({ _sd: [digest] })],
      ["arrays", (digest: string): JsonValue => [{ "...": digest }]],
    ] as const) {
      it(`disclosed ${name} nested deeper than in a payload are refused`, () => {
        const nested = (levels: number): JsonValue => {
          const disclosures = [encode(name === "arrays" ? ["salt", 1] : ["salt", "deep", 1])];
          for (let level = 2; level <= levels; level += 1) {
            const inner = wrap(digestOf(disclosures.at(-1) as string));
            disclosures.push(encode(name === "arrays" && level < levels ? ["salt", inner] : ["salt", "deep", inner]));
          }
          return { object: { _sd: [digestOf(disclosures.at(-1) as string)], _sd_alg: "sha-256" }, disclosures };
        };

        expect(verifyDisclosure(nested(PAYLOAD_LIMITS.depth)).payload).to.have.key("deep");
        expectRefusal(() => verifyDisclosure(nested(PAYLOAD_LIMITS.depth + 1)), "JsonTooDeep", {
          limit: PAYLOAD_LIMITS.depth,
        });
      });
    }
  });
});
