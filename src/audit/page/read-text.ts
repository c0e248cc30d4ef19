import { EVIDENCE_LIMITS } from "../evidence/evidence.ts";

/** Reads a chosen file, up to one byte beyond the limit, so that the reader of evidence reports a longer file. */
export function readText(file: Blob): Promise<string> {
  return file.slice(0, EVIDENCE_LIMITS.characters + 1).text();
}
