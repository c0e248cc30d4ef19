import { originLine, parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { cosignedAt, isBy } from "../../domain/checkpoint/cosignature.ts";
import { parseNote } from "../../domain/checkpoint/signed-note.ts";
import { parseVerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { CosignedView } from "../../api/checkpoint.ts";

/**
 * The names of the witnesses whose cosignatures of a note are valid under the keys and times in the gateway's answer.
 * Empty when the note belongs to another ledger or to another block than the answer states.
 */
export function checkCosignatures(origin: string, { note, height, hash, witnesses }: CosignedView): readonly string[] {
  try {
    const { text, signatures } = parseNote(note);
    const checkpoint = parseCheckpoint(text);
    if (originLine(checkpoint) !== origin || checkpoint.height !== height || checkpoint.hash !== hash) return [];
    return witnesses.flatMap(({ name, key, cosignedAt: stated }) => {
      const verifier = parseVerifierKey(key);
      const holds = signatures.some((line) => isBy(line, verifier) && cosignedAt(text, line, verifier) === stated);
      return holds ? [name] : [];
    });
  } catch (error) {
    if (PortolanError.is(error)) return [];
    throw error;
  }
}
