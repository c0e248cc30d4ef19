import type { Fact } from "../../domain/errors/portolan-error.ts";
import { textIfAny } from "./text.ts";

type Facts = Readonly<Record<string, Fact>>;

/** The catalogue's sentence or remedy for a problem; `undefined` if the catalogue lacks it. */
export function problemIfAny(code: string, facts: Facts, part: "" | ".remedy"): string | undefined {
  const words = textIfAny(`problem.${code}${part}`);
  return words === undefined ? undefined : withFacts(words, facts);
}

/** A text with its facts filled in: hashes and ids shortened, phases and roles by their names in the catalogue. */
export function withFacts(words: string, facts: Facts): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => sayFact(facts[name] ?? ""));
}

function sayFact(fact: Fact): string {
  if (Array.isArray(fact)) return fact.map(sayFact).join(", ");
  const said = String(fact);
  if (/^0x[0-9a-f]{64}$/.test(said)) return `${said.slice(0, 8)}…${said.slice(-6)}`;
  return textIfAny(`phase.${said}`) ?? textIfAny(`role.${said}`) ?? said;
}
