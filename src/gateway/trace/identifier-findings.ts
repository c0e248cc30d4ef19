import type { Finding } from "../../api/finding.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { wrongCheckDigitOf, type WrongCheckDigit } from "../../domain/identifiers/wrong-check-digit.ts";
import type { TraceInput } from "./trace-input.ts";

/**
 * Finds wrong check digits: of the shipment, of the units around and inside it, and of the units that its payloads name.
 * Each number is one finding, with all entries that name it.
 */
export function wrongCheckDigits({ identifier, own, containers, contents }: TraceInput): Finding[] {
  const [first] = own;
  const named: (readonly [string | null, EntryHash | undefined])[] = [
    [identifier, first?.entry.hash],
    ...[...containers, ...contents].map((unit) => [unit.identifier, unit.loadedBy] as const),
  ];
  const found = new Map<string, { readonly expected: string; readonly entries: Set<EntryHash> }>();
  const add = (wrong: WrongCheckDigit | undefined, entry: EntryHash | undefined) => {
    if (wrong === undefined || entry === undefined) return;
    const { entries } = found.get(wrong.identifier) ?? { entries: new Set() };
    found.set(wrong.identifier, { expected: wrong.expected, entries: entries.add(entry) });
  };
  for (const [name, entry] of named) if (name !== null) add(wrongCheckDigitOf(name), entry);
  for (const { entry, said } of own) for (const wrong of said?.wrongCheckDigits ?? []) add(wrong, entry.hash);
  return Array.from(found, ([identifier, { expected, entries }]) => ({
    code: "wrong-check-digit",
    facts: { identifier, expected },
    entries: [...entries],
  }));
}
