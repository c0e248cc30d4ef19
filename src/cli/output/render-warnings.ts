import type { Warning } from "../../api/warning.ts";
import { printable } from "./table.ts";

/** The warnings of an answer, each a line. */
export function renderWarnings({ warnings = [] }: { readonly warnings?: readonly Warning[] }): string[] {
  return warnings.map(({ detail, pointer }) => printable(`Warning: ${detail} (${pointer})`));
}
