import { base64 } from "@scure/base";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { PortolanError } from "../errors/portolan-error.ts";
import { fromBase64 } from "../encoding/strict-base64.ts";
import { isKeyName } from "./key-id.ts";

/** Most UTF-16 code units in a note. Sixteen lines of the longest known signatures fit. */
const MAX_NOTE_CHARACTERS = 131_072;
const MAX_SIGNATURES = 64;

const DASH = "— ";
const KEY_ID_BYTES = 4;

/** One signature of a note, of any key and type. */
export interface NoteSignature {
  readonly name: string;
  /** 8 lower-case hexadecimal digits. */
  readonly keyId: string;
  /** The signature bytes, whose format depends on the type of the key; never empty. */
  readonly signature: Uint8Array;
}

/** A signed note (c2sp.org/signed-note), not yet verified. Ignore the text until one of its signatures is verified. */
export interface SignedNote {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignature).join("")}`;
}

/** One signature line, with its newline. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `${DASH}${name} ${base64.encode(concatBytes(hexToBytes(keyId), signature))}\n`;
}

/**
 * Reads a signed note strictly: refuses a note that would be formatted to a different text.
 *
 * @param note Decoded from UTF-8.
 * @throws NoteMalformed
 */
export function parseNote(note: string): SignedNote {
  if (note.length > MAX_NOTE_CHARACTERS) throw malformed(`it is longer than ${MAX_NOTE_CHARACTERS} characters`);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw malformed("it has a control character");
  if (!note.isWellFormed()) throw malformed("it is not Unicode");
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0) throw malformed("no empty line separates its text from its signatures");
  return { text: note.slice(0, gap + 1), signatures: parseSignatures(note.slice(gap + 2)) };
}

/**
 * Reads signature lines without a text, as a witness returns them (c2sp.org/tlog-witness).
 *
 * @throws NoteMalformed
 */
export function parseSignatures(lines: string): NoteSignature[] {
  if (!lines.endsWith("\n")) throw malformed("its last line has no end");
  const each = lines.slice(0, -1).split("\n", MAX_SIGNATURES + 1);
  if (each.length > MAX_SIGNATURES) throw malformed(`it has more than ${MAX_SIGNATURES} signatures`);
  return each.map(parseSignature);
}

function parseSignature(line: string): NoteSignature {
  const gap = line.lastIndexOf(" ");
  const name = line.slice(DASH.length, gap);
  const bytes = fromBase64(line.slice(gap + 1));
  if (!line.startsWith(DASH) || !isKeyName(name) || bytes === undefined)
    throw malformed("a signature line does not have the form — name base64");
  if (bytes.length <= KEY_ID_BYTES) throw malformed("a signature is empty");
  return { name, keyId: bytesToHex(bytes.subarray(0, KEY_ID_BYTES)), signature: bytes.slice(KEY_ID_BYTES) };
}

function malformed(problem: string): PortolanError {
  return new PortolanError("NoteMalformed", { problem });
}
