import type { AuditedBlock, AuditMemory } from "../replay/audit-memory.ts";
import type { DigestSet } from "../replay/digest-set.ts";

/** State of an audit that has read blocks and holds digests of recordings. */
export interface ComparedMemory extends AuditMemory {
  readonly last: AuditedBlock;
  readonly recordings: DigestSet;
}

/** @returns `undefined` when nothing was read, or no recordings were kept. */
export function comparedMemory(memory: AuditMemory): ComparedMemory | undefined {
  const { last, recordings } = memory;
  return last && recordings && { ...memory, last, recordings };
}
