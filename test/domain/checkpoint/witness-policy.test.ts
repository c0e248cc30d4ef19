import { expect } from "chai";
import { formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { judgeCosignatures } from "../../../src/domain/checkpoint/judge-cosignatures.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { WitnessKey } from "../../../src/domain/checkpoint/witness-key.ts";
import { parseWitnessPolicy } from "../../../src/domain/checkpoint/witness-policy.ts";
import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

const key = (name: string, seed: number) => new WitnessKey(name, new Uint8Array(32).fill(seed));
const KEYS = { nl: key("nl", 1), ch: key("ch", 2), line: key("line", 3), port: key("port", 4) };
const vkey = (of: WitnessKey) => ({ key: formatVerifierKey(of.verifier) });

const POLICY: JsonObject = {
  witnesses: Object.values(KEYS).map(vkey),
  groups: [
    { name: "customs", threshold: 1, members: ["nl", "ch"] },
    { name: "trade", threshold: 2, members: ["line", "port"] },
    { name: "all", threshold: 2, members: ["customs", "trade"] },
  ],
  quorum: "all",
};
const TEXT = formatCheckpoint({ chainId: 7, ledger: `0x${"01".repeat(20)}`, height: 5, hash: `0x${"02".repeat(32)}` });

function judge(...signers: WitnessKey[]) {
  const signatures = signers.map((signer, index) => cosign(TEXT, signer, 100 + index));
  return judgeCosignatures({ text: TEXT, signatures }, parseWitnessPolicy(POLICY));
}

describe("A witness policy", () => {
  it("a policy is satisfied when every group of its quorum reaches its threshold", () => {
    const judged = judge(KEYS.ch, KEYS.line, KEYS.port);
    expect(judged.enough).to.equal(true);
    expect(judged.groups).to.deep.equal([
      { name: "customs", threshold: 1, satisfied: 1 },
      { name: "trade", threshold: 2, satisfied: 2 },
      { name: "all", threshold: 2, satisfied: 2 },
    ]);
    expect(judged.witnesses.map(({ timestamp }) => timestamp)).to.deep.equal([undefined, 100, 101, 102]);
  });

  it("further members of one group do not replace another group", () => {
    expect(judge(KEYS.nl, KEYS.ch, KEYS.line).enough).to.equal(false);
  });

  it("a witness that signed twice counts once, at its later time", () => {
    const judged = judge(KEYS.nl, KEYS.line, KEYS.line);
    expect(judged.enough).to.equal(false);
    expect(judged.witnesses[2]).to.deep.equal({ name: "line", timestamp: 102 });
  });

  it("an unknown key is ignored, also under a known name", () => {
    expect(judge(KEYS.nl, KEYS.line, key("port", 9), key("stranger", 8)).enough).to.equal(false);
  });

  it("an invalid cosignature of a known key refuses the whole note", () => {
    const signatures = [cosign(TEXT, KEYS.nl, 1), { ...cosign(TEXT, KEYS.ch, 1), signature: new Uint8Array(72) }];
    const policy = parseWitnessPolicy({ ...POLICY, quorum: "customs" });
    expectRefusal(() => judgeCosignatures({ text: TEXT, signatures }, policy), "CosignatureInvalid", { witness: "ch" });
  });

  const group = (fields: JsonObject): JsonObject => ({
    ...POLICY,
    groups: [{ name: "g", threshold: 1, members: ["nl"], ...fields }],
    quorum: "g",
  });
  const witness = (fields: JsonObject): JsonObject => ({
    witnesses: [{ ...vkey(KEYS.nl), ...fields }],
    quorum: "nl",
  });
  const many = (length: number) => Array.from({ length }, (_, i) => vkey(key(`w${i}`, i + 1)));
  const groups = (length: number): JsonValue =>
    Array.from({ length }, (_, i) => ({ name: `g${i}`, threshold: 1, members: ["nl"] }));

  it("a policy may have addresses, and up to 64 witnesses and 64 groups or none", () => {
    const { witnesses, quorum } = parseWitnessPolicy({
      witnesses: [
        { ...vkey(KEYS.nl), url: "https://witness.example" },
        { ...vkey(KEYS.ch), url: "http://localhost:1" },
      ],
      quorum: "nl",
    });
    expect([witnesses.map(({ url }) => url), quorum]).to.deep.equal([
      ["https://witness.example", "http://localhost:1"],
      "nl",
    ]);
    expect(parseWitnessPolicy({ witnesses: many(64), quorum: "w0" }).witnesses).to.have.length(64);
    expect(parseWitnessPolicy({ ...POLICY, groups: groups(64), quorum: "g63" }).groups).to.have.length(64);
  });

  it("a group may contain every witness and every other group", () => {
    const members = [...many(64).map((_, i) => `w${i}`), ...Array.from({ length: 63 }, (_, i) => `g${i}`)];
    const small = Array.from({ length: 63 }, (_, i) => ({ name: `g${i}`, threshold: 1, members: ["w0"] }));
    const all = { name: "all", threshold: members.length, members };
    const policy = parseWitnessPolicy({ witnesses: many(64), groups: [...small, all], quorum: "all" });
    expect(policy.groups.at(-1)).to.deep.equal(all);
  });

  const THRESHOLD = "a group's threshold is not a whole number from 1 to the number of its members";
  const NOT_HTTP = "a url is not an HTTP address";
  const refused: [what: string, policy: JsonValue, problem: string][] = [
    ["an array instead of an object", [], "an object is missing"],
    ["an unknown member", { ...POLICY, note: "x" }, "the member note is unknown"],
    ["witnesses that are not a list", { ...POLICY, witnesses: {} }, "witnesses is not a list of at most 64"],
    ["65 witnesses", { witnesses: many(65), quorum: "w0" }, "witnesses is not a list of at most 64"],
    ["65 groups", { ...POLICY, groups: groups(65), quorum: "g0" }, "groups is not a list of at most 64"],
    ["no quorum", { witnesses: [], groups: [] }, "quorum is not a text"],
    ["a quorum that is not a text", { ...POLICY, quorum: 7 }, "quorum is not a text"],
    ["an undefined quorum", { ...POLICY, quorum: "nobody" }, "the quorum nobody is neither a group nor a witness"],
    ["a witness that is not an object", { ...POLICY, witnesses: ["nl"] }, "an object is missing"],
    ["a witness with an unknown member", witness({ note: "x" }), "the member note is unknown"],
    ["a key that is not a text", witness({ key: 7 }), "key is not a text"],
    ["a url that is not a text", witness({ url: 7 }), "url is not a text"],
    ["an invalid url", witness({ url: "witness" }), NOT_HTTP],
    ["a url of a file", witness({ url: "file:///etc/passwd" }), NOT_HTTP],
    ["a url whose protocol ends in http", witness({ url: "xhttp://witness.example" }), NOT_HTTP],
    ["one key under two names", { witnesses: [vkey(KEYS.nl), vkey(key("v", 1))], quorum: "nl" }, "a key occurs twice"],
    [
      "two keys under one name",
      { witnesses: [vkey(KEYS.nl), vkey(key("nl", 9))], quorum: "nl" },
      "the name nl occurs twice",
    ],
    ["a group with the name of a witness", group({ name: "ch" }), "the name ch occurs twice"],
    ["a group with an unknown member", group({ note: "x" }), "the member note is unknown"],
    ["a group without a name", group({ name: "" }), "name is not a text"],
    ["a group without members", group({ members: [], threshold: 0 }), THRESHOLD],
    ["a threshold of 0", group({ threshold: 0 }), THRESHOLD],
    ["a threshold greater than its members", group({ threshold: 2 }), THRESHOLD],
    ["a threshold that is not whole", group({ threshold: 1.5, members: ["nl", "ch"] }), THRESHOLD],
    ["a threshold that is not a number", group({ threshold: "1" }), THRESHOLD],
    ["a member twice", group({ threshold: 2, members: ["nl", "nl"] }), "a group has a member twice"],
    ["members that are not a list", group({ members: "nl" }), "members is not a list of at most 128"],
    ["129 members", group({ members: Array<string>(129).fill("nl") }), "members is not a list of at most 128"],
    ["a member that is not a text", group({ members: [7] }), "member is not a text"],
    ["an undefined member", group({ members: ["nobody"] }), "the group g names nobody, which is not defined before it"],
    ["a group that contains itself", group({ members: ["g"] }), "the group g names g, which is not defined before it"],
    [
      "a group that contains a later group",
      {
        ...POLICY,
        groups: [
          { name: "g", threshold: 1, members: ["h"] },
          { name: "h", threshold: 1, members: ["nl"] },
        ],
        quorum: "g",
      },
      "the group g names h, which is not defined before it",
    ],
  ];
  for (const [what, policy, problem] of refused) {
    it(`a policy is refused: ${what}`, () =>
      expectRefusal(() => parseWitnessPolicy(policy), "WitnessPolicyInvalid", { problem }));
  }
});
