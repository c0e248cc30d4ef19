import type { Fact } from "../../domain/errors/portolan-error.ts";
import { textIfAny } from "./text.ts";

type Facts = Readonly<Record<string, Fact>>;

/** A problem in the catalogue's words: what it is, or what to do about it; `undefined` where the catalogue has none. */
export function problemIfAny(code: string, facts: Facts, part: "" | ".remedy"): string | undefined {
  const words = textIfAny(`problem.${code}${part}`);
  return words === undefined ? undefined : withFacts(words, facts);
}

/** Words with facts filled in: hashes and ids shortened, phases and roles as people call them. */
export function withFacts(words: string, facts: Facts): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => sayFact(facts[name] ?? ""));
}

function sayFact(fact: Fact): string {
  if (Array.isArray(fact)) return fact.map(sayFact).join(", ");
  const said = String(fact);
  if (/^0x[0-9a-f]{64}$/.test(said)) return `${said.slice(0, 8)}…${said.slice(-6)}`;
  return textIfAny(`phase.${said}`) ?? textIfAny(`role.${said}`) ?? said;
}
