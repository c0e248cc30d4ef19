import { expect } from "chai";
import type { EvidencePolicy } from "../../../src/audit/evidence/evidence-policy.ts";
import type { ProvenHistory } from "../../../src/audit/evidence/evidence-report.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import type { Evidence } from "../../../src/audit/evidence/evidence.ts";
import { canonicalJson } from "../../../src/domain/encoding/canonical-json.ts";
import type { JsonValue } from "../../../src/domain/encoding/json.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { startJourney, type Journey } from "./journey.ts";

/** Members that only the file's maker states: the report lists them as not proved. */
const MAKERS_WORD = ["/participants/*/name", "/entries/*/payload/erasedAt"];

/** Number of places of one class that are tried, and of characters of each. */
const INSTANCES = 4;
const CHARACTERS = 6;

type Path = readonly (string | number)[];

/** Every scalar of a JSON value, with its path. */
function* scalars(value: unknown, path: Path = []): Generator<[Path, string | number]> {
  if (typeof value === "string" || typeof value === "number") yield [path, value];
  else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value))
      yield* scalars(inner, [...path, Array.isArray(value) ? Number(name) : name]);
}

/** Every list of a JSON value, with its path. */
function* lists(value: unknown, path: Path = []): Generator<[Path, unknown[]]> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) yield [path, value];
  for (const [name, inner] of Object.entries(value))
    yield* lists(inner, [...path, Array.isArray(value) ? Number(name) : name]);
}

/** The class of a path: all indexes are equal. */
const classOf = (path: Path) => path.map((step) => `/${typeof step === "number" ? "*" : step}`).join("");

function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.with(step as number, replaced(value[step as number], rest, by));
  return { ...(value as object), [step]: replaced((value as Record<string, unknown>)[step], rest, by) };
}

/** Some elements from all over a list, including its ends. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, index) => items[Math.round((index * (items.length - 1)) / (count - 1))] as Item,
  );
}

/** Other values of the same form: one character changed at a time, or the number next to it. */
function flips(value: string | number): (string | number)[] {
  if (typeof value === "number") return [value + 1, value === 0 ? 2 : value - 1];
  const places = spread(
    Array.from({ length: value.length }, (_, place) => place),
    CHARACTERS,
  );
  const other = (character: string) =>
    character === "a" ? "b" : character === "0" ? "1" : character === "1" ? "0" : "a";
  const changed = places.map((place) => value.slice(0, place) + other(value[place] ?? "") + value.slice(place + 1));
  return [...changed, value.slice(0, -1), `${value}0`];
}

describe("an evidence file that was tampered with", () => {
  let journey: Journey;
  let file: Evidence;
  let policy: EvidencePolicy;
  let genuine: ProvenHistory;

  before(async () => {
    journey = await startJourney();
    const hash = await journey.post("carrier", {
      kind: "Report",
      shipment: journey.shipment,
      payload: { of: "a person" },
    });
    await journey.client("carrier").delete(`/v1/entries/${hash}/payload`);
    file = JSON.parse(await journey.evidence("trader")) as Evidence;
    const { history } = verify(file, {});
    policy = { ledger: file.chain.ledger, block: history?.block.hash };
    const report = verify(file, policy);
    expect(report.verdict).to.equal("proved");
    genuine = report.history as ProvenHistory;
  });
  after(() => journey.stop());

  const verify = (evidence: unknown, under: EvidencePolicy) =>
    verifyEvidence(JSON.stringify(evidence), under, recoverAddress);
  /** The verdict on a changed file. */
  const judge = (evidence: unknown): "refused" | "same history" | "forged" => {
    const { verdict, history } = verify(evidence, policy);
    if (verdict !== "proved") return "refused";
    return text(history) === text(genuine) ? "same history" : "forged";
  };

  it("an evidence file is refused after a change of any value, except statements of its maker", () => {
    const byClass = Map.groupBy(scalars(file), ([path]) => classOf(path));
    const harmless = new Set<string>();
    let tried = 0;
    for (const [place, instances] of byClass)
      for (const [path, value] of spread(instances, INSTANCES))
        for (const other of flips(value)) {
          const outcome = judge(replaced(file, path, other));
          expect(outcome, `${place}: ${String(value).slice(0, 40)} to ${String(other).slice(0, 40)}`).not.to.equal(
            "forged",
          );
          if (outcome === "same history") harmless.add(place);
          tried++;
        }
    expect([...harmless].sort()).to.deep.equal([...MAKERS_WORD].sort());
    expect(byClass.size).to.be.greaterThan(30);
    expect(tried).to.be.greaterThan(500);
  });

  it("an evidence file is refused, or proves less, when any part is removed, repeated or moved", () => {
    let tried = 0;
    for (const [path, list] of lists(file)) {
      const isDisclosures = path.at(-1) === "disclosures";
      for (const index of spread([...list.keys()], 3)) {
        const item = list[index];
        const without = replaced(file, path, list.toSpliced(index, 1));
        const outcome = judge(without);
        const { verdict, history } = verify(without, policy);
        if (isDisclosures || path[0] === "identities") {
          if (verdict === "proved") expect(provesNoMore(history as ProvenHistory, genuine)).to.equal(true);
        } else expect(outcome, `${classOf(path)} without ${index}`).to.equal("refused");
        expect(judge(replaced(file, path, list.toSpliced(index, 0, item))), `${classOf(path)} twice`).to.equal(
          "refused",
        );
        tried += 2;
      }
      const moved = list.length > 1 ? judge(replaced(file, path, [...list.slice(1), list[0]])) : "refused";
      // The order of the nodes has no meaning.
      const unordered = path.at(-1) === "nodes" || path[0] === "receipts" || isDisclosures || path[0] === "identities";
      if (!unordered) expect(moved, classOf(path)).to.equal("refused");
      else expect(moved).not.to.equal("forged");
    }
    expect(tried).to.be.greaterThan(100);
  });

  it("an evidence file is refused after a change of any byte between its values", () => {
    const text = JSON.stringify(file);
    const marks = [...text.matchAll(/[{}[\]:,"]/g)].map(({ index }) => index);
    for (const place of spread(marks, 400))
      for (const character of [" ", ",", "0"]) {
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        if (changed === text) continue;
        const { verdict, history } = verifyEvidence(changed, policy, recoverAddress);
        if (verdict === "proved") expect(history).to.deep.equal(genuine);
      }
  });

  it("an evidence file is refused when one entry takes the place of another, whole or in part", () => {
    const members = ["entry", "signature", "recorded", "payload"] as const;
    let tried = 0;
    for (const [index, one] of file.entries.entries())
      for (const member of members) {
        const other = file.entries[(index + 3) % file.entries.length] as Evidence["entries"][number];
        if (JSON.stringify(one[member]) === JSON.stringify(other[member])) continue;
        const entries = file.entries.with(index, { ...one, [member]: other[member] });
        const { verdict, history } = verify({ ...file, entries }, policy);
        // A statement that the payload was erased may replace it: the file then proves less.
        if (verdict === "proved") expect(provesNoMore(history as ProvenHistory, genuine)).to.equal(true);
        else tried++;
      }
    expect(tried).to.be.greaterThan(30);
  });
});

/** Whether the other file proves at least as much: fewer fields, fewer names, no differences. */
function provesNoMore(history: ProvenHistory, other: ProvenHistory): boolean {
  const contains = (whole: unknown, part: unknown): boolean => {
    if (part === null || text(whole) === text(part)) return true;
    if (typeof whole !== "object" || typeof part !== "object" || whole === null) return false;
    if (Array.isArray(whole) && Array.isArray(part)) {
      let from = 0;
      return part.every((item) => {
        const found = whole.findIndex((candidate, index) => index >= from && contains(candidate, item));
        from = found + 1;
        return found >= 0;
      });
    }
    return Object.entries(part).every(([name, value]) => contains((whole as Record<string, unknown>)[name], value));
  };
  const bare = (all: ProvenHistory) => ({
    ...without(all, "identifiers"),
    entries: all.entries.map((entry) => without(entry, "payload", "hidden")),
  });
  return (
    text(bare(history)) === text(bare(other)) &&
    contains(other.identifiers, history.identifiers) &&
    history.entries.every(({ payload }, index) => contains(other.entries[index]?.payload, payload))
  );
}

function without(object: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** JSON text that does not depend on the order of members or of sets. */
function text(value: unknown): string {
  return canonicalJson((value ?? null) as JsonValue);
}
