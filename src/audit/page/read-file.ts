import { EVIDENCE_LIMITS } from "../evidence/evidence.ts";

/** Reads a chosen file, up to one byte beyond the limit of evidence. */
export async function readFile(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, EVIDENCE_LIMITS.characters + 1).arrayBuffer());
}
