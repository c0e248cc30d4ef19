import { contradicted } from "./contradicted.ts";
import type { EvidencePlace } from "./evidence.ts";

/** Requires the order of the chain, each place once. @throws EvidenceContradicted */
export function requireOrder(places: readonly EvidencePlace[]): void {
  places.forEach((place, index) => {
    const before = places[index - 1];
    if (before !== undefined && !isBefore(before, place)) throw contradicted("its entries", "they are out of order");
  });
}

function isBefore(a: EvidencePlace, b: EvidencePlace): boolean {
  if (a.block !== b.block) return a.block < b.block;
  return a.transaction === b.transaction ? a.log < b.log : a.transaction < b.transaction;
}
