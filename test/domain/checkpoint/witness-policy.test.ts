import { expect } from "chai";
import { formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { judgeCosignatures } from "../../../src/domain/checkpoint/judge-cosignatures.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { WitnessKey } from "../../../src/domain/checkpoint/witness-key.ts";
import { parseWitnessPolicy } from "../../../src/domain/checkpoint/witness-policy.ts";
import type { JsonObject, JsonValue } from "../../../src/domain/json.ts";
import { errorOf } from "../../support/error-of.ts";

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

describe("witness policy", () => {
  it("is satisfied when every group of its quorum has as many as it asks for", () => {
    const judged = judge(KEYS.ch, KEYS.line, KEYS.port);
    expect(judged.enough).to.equal(true);
    expect(judged.groups).to.deep.equal([
      { name: "customs", threshold: 1, satisfied: 1 },
      { name: "trade", threshold: 2, satisfied: 2 },
      { name: "all", threshold: 2, satisfied: 2 },
    ]);
    expect(judged.witnesses.map(({ timestamp }) => timestamp)).to.deep.equal([undefined, 100, 101, 102]);
  });

  it("is not satisfied by more of one group in place of another", () => {
    expect(judge(KEYS.nl, KEYS.ch, KEYS.line).enough).to.equal(false);
  });

  it("counts a witness that signed twice once, at its later time", () => {
    const judged = judge(KEYS.nl, KEYS.line, KEYS.line);
    expect(judged.enough).to.equal(false);
    expect(judged.witnesses[2]).to.deep.equal({ name: "line", timestamp: 102 });
  });

  it("ignores strangers, also those who take a name", () => {
    expect(judge(KEYS.nl, KEYS.line, key("port", 9), key("stranger", 8)).enough).to.equal(false);
  });

  it("refuses the whole note when a line of a known key does not hold", async () => {
    const signatures = [cosign(TEXT, KEYS.nl, 1), { ...cosign(TEXT, KEYS.ch, 1), signature: new Uint8Array(72) }];
    const policy = parseWitnessPolicy({ ...POLICY, quorum: "customs" });
    expect((await errorOf(() => judgeCosignatures({ text: TEXT, signatures }, policy))).code).to.equal(
      "CosignatureInvalid",
    );
  });

  const group = (fields: JsonObject): JsonObject => ({
    ...POLICY,
    groups: [{ name: "g", threshold: 1, members: ["nl"], ...fields }],
    quorum: "g",
  });
  const refused: Record<string, JsonObject> = {
    "a member without meaning": { ...POLICY, note: "x" },
    "no quorum": { witnesses: [], groups: [] },
    "a quorum that nothing defines": { ...POLICY, quorum: "nobody" },
    "one key under two names": {
      ...POLICY,
      witnesses: [vkey(KEYS.nl), vkey(key("other", 1))],
      groups: [],
      quorum: "nl",
    },
    "one name for two keys": { ...POLICY, witnesses: [vkey(KEYS.nl), vkey(key("nl", 9))], groups: [], quorum: "nl" },
    "a group of the name of a witness": group({ name: "ch" }),
    "a threshold of 0": group({ threshold: 0 }),
    "a threshold beyond its members": group({ threshold: 2 }),
    "a threshold that is not whole": group({ threshold: 0.5 }),
    "a member twice": group({ threshold: 2, members: ["nl", "nl"] }),
    "a group that contains itself": group({ members: ["g"] }),
    "a url that is not HTTP": { ...POLICY, witnesses: [{ ...vkey(KEYS.nl), url: "file:///etc/passwd" }] },
  };
  const many = (length: number) => Array.from({ length }, (_, i) => vkey(key(`w${i}`, i + 1)));
  const groups = (length: number): JsonValue =>
    Array.from({ length }, (_, i) => ({ name: `g${i}`, threshold: 1, members: ["nl"] }));

  it("needs no groups, may give witnesses addresses, and takes 64 of each", () => {
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

  const malformed: Record<string, JsonValue> = {
    "65 witnesses": { witnesses: many(65), quorum: "w0" },
    "65 groups": { ...POLICY, groups: groups(65), quorum: "g0" },
    "something else than an object": [],
    "witnesses that are no list": { ...POLICY, witnesses: {} },
    "a witness that is no object": { ...POLICY, witnesses: ["nl"] },
    "a witness with a member without meaning": { ...POLICY, witnesses: [{ ...vkey(KEYS.nl), note: "x" }] },
    "a url that is no text": { ...POLICY, witnesses: [{ ...vkey(KEYS.nl), url: 7 }] },
    "a url that is none": { ...POLICY, witnesses: [{ ...vkey(KEYS.nl), url: "witness" }] },
    "a key that is no text": { ...POLICY, witnesses: [{ key: 7 }] },
    "a group with a member without meaning": group({ note: "x" }),
    "a group without a name": group({ name: "" }),
    "a group of a member that is no text": group({ members: [7] }),
    "a group of a member that nothing defines": group({ members: ["nobody"] }),
    "a group of one that is defined after it": {
      ...POLICY,
      groups: [
        { name: "g", threshold: 1, members: ["h"] },
        { name: "h", threshold: 1, members: ["nl"] },
      ],
      quorum: "g",
    },
    "a quorum that is no text": { ...POLICY, quorum: 7 },
  };
  for (const [what, policy] of Object.entries(malformed)) {
    it(`is refused with ${what}`, async () => {
      expect((await errorOf(() => parseWitnessPolicy(policy))).code).to.equal("WitnessPolicyInvalid");
    });
  }

  for (const [what, policy] of Object.entries(refused)) {
    it(`is refused with ${what}`, async () => {
      expect((await errorOf(() => parseWitnessPolicy(policy))).code).to.equal("WitnessPolicyInvalid");
    });
  }
});
