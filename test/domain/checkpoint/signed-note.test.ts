import { expect } from "chai";
import fc from "fast-check";
import { isKeyName, keyId } from "../../../src/domain/checkpoint/key-id.ts";
import { formatNote, parseNote, type NoteSignature } from "../../../src/domain/checkpoint/signed-note.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

/** The example of golang.org/x/mod/sumdb/note, the origin of c2sp.org/signed-note. */
const EXAMPLE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const EXAMPLE_KEY = Buffer.from("GlzZBxQ8OExB6DDFvOEqqIF+xWSaqr8sMTiLNbLXRNY=", "base64");

/** The example of c2sp.org/signed-note. */
const POEM =
  "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n" +
  "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

const names = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter(isKeyName);
const signatures: fc.Arbitrary<NoteSignature> = fc.record({
  name: names,
  keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
});
const texts = fc
  .array(
    fc.string({ unit: "binary", maxLength: 20 }).map((line) => line.replace(/[\0-\x1f]/g, "")),
    { maxLength: 6 },
  )
  .map((lines) => `${lines.join("\n")}\n`);

describe("A signed note", () => {
  describe("A published note", () => {
    it("the example of Go is read to its text, name and key id", () => {
      const { text, signatures } = parseNote(EXAMPLE);
      expect(text).to.match(/^If you think.*\n.*problem is\.\n$/);
      expect(signatures).to.have.length(1);
      expect(signatures[0]).to.include({ name: "PeterNeumann", keyId: keyId("PeterNeumann", 1, EXAMPLE_KEY) });
      expect(signatures[0]?.keyId).to.equal("c74f20a3");
    });

    it("a note's text may contain an empty line", () => {
      const { text, signatures } = parseNote(POEM);
      expect(text.endsWith("sole:\n\ned è subito sera.\n")).to.equal(true);
      expect(signatures[0]).to.include({ name: "quasimodo.example/salvatore", keyId: "367ba04b" });
    });
  });

  it("a formatted note is parsed to the same text and signatures", () => {
    fc.assert(
      fc.property(texts, fc.array(signatures, { minLength: 1, maxLength: 16 }), (text, signatures) => {
        const note = formatNote({ text, signatures });
        expect(parseNote(note)).to.deep.equal({ text, signatures });
      }),
    );
  });

  it("a note with a byte order mark in a key name is parsed", () => {
    const note = { text: "text\n", signatures: [{ name: "a\ufeffb", keyId: "00000000", signature: Uint8Array.of(7) }] };
    expect(parseNote(formatNote(note))).to.deep.equal(note);
  });

  it("a changed note that is parsed is formatted to the same text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: POEM.length - 1 }), fc.string({ maxLength: 2 }), (at, other) => {
        const changed = POEM.slice(0, at) + other + POEM.slice(at + 1);
        let parsed;
        try {
          parsed = parseNote(changed);
        } catch {
          return;
        }
        expect(formatNote(parsed)).to.equal(changed);
      }),
      { numRuns: 2000 },
    );
  });

  const LINE = "— a AAAAAAA=\n";

  it("a note may have 64 signatures and 131,072 characters", () => {
    expect(parseNote(`text\n\n${LINE.repeat(64)}`).signatures).to.have.length(64);
    const longest = `${"x".repeat(131_072 - LINE.length - 2)}\n\n${LINE}`;
    expect(parseNote(longest).text).to.have.length(131_072 - LINE.length - 1);
  });

  const FORM = "a signature line does not have the form — name base64";
  const refused: [when: string, note: string, problem: string][] = [
    ["is too long", `${"x".repeat(131_073 - LINE.length - 2)}\n\n${LINE}`, "it is longer than 131072 characters"],
    ["has a tab", `te\txt\n\n${LINE}`, "it has a control character"],
    ["has a carriage return", `text\r\n\n${LINE}`, "it has a control character"],
    ["is not Unicode", `text\ud800\n\n${LINE}`, "it is not Unicode"],
    ["has no empty line", "text\n", "no empty line separates its text from its signatures"],
    ["has no signature", "text\n\n", "its last line has no end"],
    ["does not end in a newline", "text\n\n— a AAAAAAA=", "its last line has no end"],
    ["has too many signatures", `text\n\n${LINE.repeat(65)}`, "it has more than 64 signatures"],
    ["has text after a signature", `text\n\n${LINE}more\n`, FORM],
    ["has a hyphen for the dash", "text\n\n- a AAAAAAA=\n", FORM],
    ["has two spaces", "text\n\n—  a AAAAAAA=\n", FORM],
    ["has a space before a signature's dash", `text\n\n ${LINE}`, FORM],
    ["has a space after a signature", "text\n\n— a AAAAAAA= \n", FORM],
    ["has a signature without a name", "text\n\n— AAAAAAA=\n", FORM],
    ["has a name with a plus", "text\n\n— a+b AAAAAAA=\n", FORM],
    ["has a name with a Unicode space", "text\n\n— a\u2003b AAAAAAA=\n", FORM],
    ["has a signature without padding", "text\n\n— a AAAAAAA\n", FORM],
    ["has a signature whose last bits are not zero", "text\n\n— a AAAAAAB=\n", FORM],
    ["has a signature of five characters", "text\n\n— a AAAAA\n", FORM],
    ["has a signature of no bytes", "text\n\n— a AAAAAA==\n", "a signature is empty"],
  ];
  for (const [when, note, problem] of refused) {
    it(`a note is refused when it ${when}`, () => expectRefusal(() => parseNote(note), "NoteMalformed", { problem }));
  }
});
