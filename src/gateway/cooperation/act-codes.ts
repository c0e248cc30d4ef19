import type { ActKind } from "../../domain/cooperation/act-kind.ts";
import { CODE_LISTS, CODE_SETS } from "../../domain/cooperation/code-lists.ts";
import { codeBits, codeNames, codeOf } from "../../domain/cooperation/closed-lists.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The number of a code by its name; 0 without one. @throws ActCodeUnknown */
export function codeNumber(kind: ActKind, name: string | undefined): number {
  if (name === undefined) return 0;
  const list = CODE_LISTS[kind] ?? [];
  if (!list.includes(name)) throw new PortolanError("ActCodeUnknown", { kind, code: name, known: [...list] });
  return codeOf(list, name);
}

/** The set of these codes as bits. @throws ActCodeUnknown */
export function codeSet(kind: ActKind, names: readonly string[] = []): number {
  const list = CODE_SETS[kind] ?? [];
  const unknown = names.find((name) => !list.includes(name));
  if (unknown !== undefined) throw new PortolanError("ActCodeUnknown", { kind, code: unknown, known: [...list] });
  return codeBits(list, names);
}

/** The name of a code; null for 0. */
export const codeName = (kind: ActKind, code: number): string | null => CODE_LISTS[kind]?.[code - 1] ?? null;

export const codeSetNames = (kind: ActKind, bits: number): string[] => codeNames(CODE_SETS[kind] ?? [], bits);
