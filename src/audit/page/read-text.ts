import { EVIDENCE_LIMITS } from "../evidence/evidence.ts";

/** Reads a chosen file, up to one character beyond the limit of evidence. */
export function readText(file: Blob): Promise<string> {
  return file.slice(0, EVIDENCE_LIMITS.characters + 1).text();
}
