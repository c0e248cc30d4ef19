import { originLine, parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { cosignedAt, isBy } from "../../domain/checkpoint/cosignature.ts";
import { parseNote } from "../../domain/checkpoint/signed-note.ts";
import { parseVerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { CosignedView } from "../../api/checkpoint.ts";

/**
 * The names of the witnesses whose cosignature under a note holds, by the keys that the gateway names, and is of the
 * time that it tells. None when the note is not about this ledger, or about another block than the gateway says.
 */
export function checkCosignatures(origin: string, { note, height, hash, witnesses }: CosignedView): readonly string[] {
  try {
    const { text, signatures } = parseNote(note);
    const checkpoint = parseCheckpoint(text);
    if (originLine(checkpoint) !== origin || checkpoint.height !== height || checkpoint.hash !== hash) return [];
    return witnesses.flatMap(({ name, key, cosignedAt: told }) => {
      const verifier = parseVerifierKey(key);
      const holds = signatures.some((line) => isBy(line, verifier) && cosignedAt(text, line, verifier) === told);
      return holds ? [name] : [];
    });
  } catch (error) {
    if (PortolanError.is(error)) return [];
    throw error;
  }
}
