import { expect } from "chai";
import fc from "fast-check";
import { inspect } from "node:util";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign, cosignedAt, isBy } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatNote, type NoteSignature, parseNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey, parseVerifierKey, verifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { WitnessKey } from "../../../src/domain/checkpoint/witness-key.ts";
import { errorOf } from "../../support/error-of.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

/** A checkpoint of a public certificate log with the lines of public witnesses, and the key of one of them. */
const PUBLISHED =
  "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n" +
  "— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n" +
  "— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n" +
  "— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n";
const PUBLISHED_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

/** The witness line of the example in c2sp.org/tlog-cosignature, whose message has `time 1679315147`. */
const EXAMPLE =
  "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
  "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
  "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((value) => `0x${Buffer.from(value).toString("hex")}` as const);
const checkpoints: fc.Arbitrary<Checkpoint> = fc.record({
  chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ledger: hex(20),
  height: fc.integer({ min: 0, max: 2 ** 48 }),
  hash: hex(32),
});

describe("A cosignature", () => {
  describe("A published cosignature", () => {
    it("a published cosignature verifies under its witness's key", () => {
      const key = parseVerifierKey(PUBLISHED_KEY);
      const { text, signatures } = parseNote(PUBLISHED);
      const lines = signatures.filter((line) => isBy(line, key));
      expect(lines.map((line) => cosignedAt(text, line, key))).to.deep.equal([1779573024]);
    });

    it("a published cosignature does not verify another size", () => {
      const key = parseVerifierKey(PUBLISHED_KEY);
      const { text, signatures } = parseNote(PUBLISHED.replace("1432088532", "1432088533"));
      const line = signatures.find((each) => isBy(each, key)) as NoteSignature;
      expect(cosignedAt(text, line, key)).to.equal(undefined);
    });

    it("the specification's example has its length and time", () => {
      const line = parseNote(EXAMPLE).signatures[1];
      expect(line?.signature).to.have.length(72);
      expect(Buffer.from(line?.signature ?? []).readBigUInt64BE()).to.equal(1679315147n);
    });

    it("a published verifier key is formatted as it was read", () => {
      expect(formatVerifierKey(parseVerifierKey(PUBLISHED_KEY))).to.equal(PUBLISHED_KEY);
    });
  });

  it("a formatted and parsed cosignature verifies under its key, with its time", () => {
    fc.assert(
      fc.property(checkpoints, seeds, fc.integer({ min: 0, max: 2 ** 40 }), (checkpoint, seed, timestamp) => {
        const key = new WitnessKey("customs.example/w1", seed);
        const text = formatCheckpoint(checkpoint);
        const note = parseNote(formatNote({ text, signatures: [cosign(text, key, timestamp)] }));
        const verifier = parseVerifierKey(formatVerifierKey(key.verifier));
        const [line] = note.signatures as [NoteSignature];
        expect(isBy(line, verifier)).to.equal(true);
        expect(cosignedAt(note.text, line, verifier)).to.equal(timestamp);
        expect(parseCheckpoint(note.text)).to.deep.equal(checkpoint);
      }),
      { numRuns: 30 },
    );
  });

  it("a change of any byte of a cosignature or its text is refuted", () => {
    const key = new WitnessKey("w", new Uint8Array(32).fill(7));
    const text = formatCheckpoint({
      chainId: 1,
      ledger: `0x${"ab".repeat(20)}`,
      height: 9,
      hash: `0x${"cd".repeat(32)}`,
    });
    const line = cosign(text, key, 1_700_000_000);
    for (let at = 0; at < line.signature.length; at += 1) {
      const signature = Uint8Array.from(line.signature);
      signature[at] = (signature[at] ?? 0) ^ 1;
      expect(cosignedAt(text, { ...line, signature }, key.verifier), `byte ${at} of it`).to.equal(undefined);
    }
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      expect(cosignedAt(changed, line, key.verifier), `character ${at} of its text`).to.equal(undefined);
    }
  }).timeout(30_000);

  it("a cosignature does not verify under another name of the key", () => {
    const [one, other] = ["w", "v"].map((name) => new WitnessKey(name, new Uint8Array(32).fill(1)).verifier);
    if (one === undefined || other === undefined) throw new Error("There are two names.");
    const line = { name: one.name, keyId: one.id, signature: new Uint8Array(72) };

    expect(isBy(line, one)).to.equal(true);
    expect(isBy(line, { ...other, id: one.id })).to.equal(false);
  });

  it("a cosignature of another length or with a time beyond 2^53 does not verify", () => {
    const key = new WitnessKey("w", new Uint8Array(32).fill(7));
    const line = cosign("text\n", key, Number.MAX_SAFE_INTEGER);
    expect(cosignedAt("text\n", line, key.verifier)).to.equal(Number.MAX_SAFE_INTEGER);

    for (const signature of [
      line.signature.slice(0, -1),
      Uint8Array.of(...line.signature, 0),
      Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0, ...key.sign(Buffer.from(`cosignature/v1\ntime ${2 ** 53}\ntext\n`))),
    ])
      expect(cosignedAt("text\n", { ...line, signature }, key.verifier)).to.equal(undefined);
  });

  it("no cosignature verifies under a key of small order, which would verify any text", () => {
    const identity = Uint8Array.of(1, ...new Uint8Array(31));
    const key = verifierKey("w", identity);
    const signature = Uint8Array.of(...new Uint8Array(8), ...identity, ...new Uint8Array(32));
    expect(cosignedAt("text\n", { name: key.name, keyId: key.id, signature }, key)).to.equal(undefined);
  });

  it("a cosignature does not verify under another key of the same name", () => {
    const [one, other] = [1, 2].map((byte) => new WitnessKey("w", new Uint8Array(32).fill(byte))) as [
      WitnessKey,
      WitnessKey,
    ];
    expect(isBy(cosign("text\n", one, 1), other.verifier)).to.equal(false);
  });
});

describe("A checkpoint", () => {
  const text = formatCheckpoint({
    chainId: 31337,
    ledger: `0x${"0a".repeat(20)}`,
    height: 0,
    hash: `0x${"ff".repeat(32)}`,
  });

  it("a checkpoint has origin, number of blocks and block hash", () => {
    expect(text).to.equal(
      `portolan/eip155:31337/0x${"0a".repeat(20)}\n1\n//////////////////////////////////////////8=\n`,
    );
  });

  it("a checkpoint keeps the chain and the number of blocks exactly", () => {
    const largest = text
      .replace("31337", `${Number.MAX_SAFE_INTEGER}`)
      .replace("\n1\n", `\n${Number.MAX_SAFE_INTEGER}\n`);
    expect(parseCheckpoint(largest)).to.include({ chainId: 2 ** 53 - 1, height: 2 ** 53 - 2 });
  });

  const refused = {
    "a character before its origin": `x${text}`,
    "an extension line": `${text}more\n`,
    "no last newline": text.slice(0, -1),
    "a size of 0": text.replace("\n1\n", "\n0\n"),
    "a size with a leading zero": text.replace("\n1\n", "\n01\n"),
    "a size of 2^53": text.replace("\n1\n", `\n${2 ** 53}\n`),
    "a size that a number rounds": text.replace("\n1\n", "\n9007199254740993\n"),
    "a size of 17 digits": text.replace("\n1\n", "\n10000000000000000\n"),
    "a chain id of 2^53": text.replace("31337", `${2 ** 53}`),
    "a chain id with a leading zero": text.replace("31337", "031337"),
    "an address in upper-case letters": text.replace(/0a0a/, "0A0A"),
    "a hash that is too short": text.replace("////", ""),
    "a hash that is not Base 64": text.replace("8=\n", "9=\n"),
    "another origin": `example.com/log\n1\n//////////////////////////////////////////8=\n`,
  };
  for (const [what, changed] of Object.entries(refused)) {
    it(`a checkpoint is refused: ${what}`, () =>
      expectRefusal(() => parseCheckpoint(changed), "CheckpointMalformed", {
        problem: "it does not have the lines origin, size and block hash",
      }));
  }
});

describe("A witness key", () => {
  const key = new WitnessKey("customs.example/w1", new Uint8Array(32).fill(3));

  it("a witness key is read from its own line", () => {
    expect(WitnessKey.parse(key.format()).verifier).to.deep.equal(key.verifier);
  });

  it("a witness key shows its verifier key, not its secret, in text, JSON and inspection", () => {
    const shown = `WitnessKey(${formatVerifierKey(key.verifier)})`;
    expect([String(key), key.toJSON()]).to.deep.equal([shown, shown]);
    const secret = key.format().split("+").at(-1) as string;
    for (const shown of [String(key), JSON.stringify(key), inspect(key, { depth: 9, showHidden: true })])
      expect(shown).not.to.contain(secret).and.not.to.contain("03030303");
  });

  const line = key.format();
  const withBytes = (...bytes: number[]) => line.replace(/\+[^+]*$/, `+${Buffer.from(bytes).toString("base64")}`);
  const FORM = "it does not have the form PRIVATE+KEY+name+id+key";
  const ID = "its id does not match its name and key";
  const TYPE = "it is not of type 4, a timestamped Ed25519 cosignature";
  const NAME = "a name has no spaces, control characters or plus signs, and 255 at most";
  const refused: [what: string, text: string, problem: string][] = [
    ["a character before it", `x${line}`, FORM],
    ["a line end", `${line}\n`, FORM],
    ["no prefix", line.slice("PRIVATE+".length), FORM],
    ["a name with a space", line.replace("customs", "cus toms"), NAME],
    ["another name", line.replace("customs", "Customs"), ID],
    ["another id", line.replace(/\+[0-9a-f]{8}\+/, "+00000000+"), ID],
    ["another type", withBytes(1, ...new Uint8Array(32)), TYPE],
    ["a key that is not Base 64", `${line}-`, TYPE],
    ["a seed too short", withBytes(4, ...new Uint8Array(31)), "its seed does not have 32 bytes"],
  ];
  for (const [what, text, problem] of refused) {
    it(`a witness key is refused, and the error does not repeat it: ${what}`, async () => {
      const error = await errorOf(() => WitnessKey.parse(text));
      expect([error.code, error.facts]).to.deep.equal(["WitnessKeyMalformed", { problem }]);
      expect(error.message).not.to.contain(line.split("+").at(-1));
    });
  }

  it("a witness key with an invalid name is refused", () =>
    expectRefusal(() => new WitnessKey("a+b", new Uint8Array(32)), "WitnessKeyMalformed", { problem: NAME }));
});

describe("A verifier key", () => {
  const FORM = "it does not have the form name+id+key";
  const ID = "its id does not match its name and key";
  const NAME = "its name has a space or control character, or is too long";
  const refused: [what: string, text: string, problem: string][] = [
    ["only its name", "remora.n621.de", FORM],
    ["a character before it", `+${PUBLISHED_KEY}`, FORM],
    ["a line end", `${PUBLISHED_KEY}\n`, FORM],
    ["an id in upper-case letters", PUBLISHED_KEY.replace("da77ade7", "DA77ADE7"), FORM],
    ["a name with a space", PUBLISHED_KEY.replace("remora", "re mora"), NAME],
    ["a name too long", PUBLISHED_KEY.replace("remora", "r".repeat(256)), NAME],
    ["a key that is not Base 64", PUBLISHED_KEY.replace("+BO", "+B-"), "its key is not Base 64"],
    ["another type", PUBLISHED_KEY.replace("+BO", "+AO"), "it is not of type 4, a timestamped Ed25519 cosignature"],
    ["a key too long", `${PUBLISHED_KEY}AAAA`, "its key has not 32 bytes"],
    ["another name", PUBLISHED_KEY.replace("remora", "Remora"), ID],
    ["another id", PUBLISHED_KEY.replace("da77ade7", "da77ade8"), ID],
  ];
  for (const [what, text, problem] of refused) {
    it(`a verifier key is refused: ${what}`, () =>
      expectRefusal(() => parseVerifierKey(text), "VerifierKeyMalformed", { problem }));
  }
});
