import type { AuditedBlock, AuditMemory } from "../replay/audit-memory.ts";
import type { DigestSet } from "../replay/digest-set.ts";

/** Memory of an audit that has read at least one block and has digests of recordings. */
export interface ComparedMemory extends AuditMemory {
  readonly last: AuditedBlock;
  readonly recordings: DigestSet;
}

/** @returns `undefined` if the audit has read no block or keeps no recordings. */
export function comparedMemory(memory: AuditMemory): ComparedMemory | undefined {
  const { last, recordings } = memory;
  return last && recordings && { ...memory, last, recordings };
}
