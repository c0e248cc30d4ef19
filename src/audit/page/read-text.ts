import { EVIDENCE_LIMITS } from "../evidence/evidence.ts";

/** The text of a chosen file, no more of it than evidence may have: of a larger one as much as shows that it is. */
export function readText(file: Blob): Promise<string> {
  return file.slice(0, EVIDENCE_LIMITS.characters + 1).text();
}
