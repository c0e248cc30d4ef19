import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Part } from "../part.ts";
import { compareWithList, type Equivalents } from "./compare-with-list.ts";
import { judgeDomain } from "./domain/judge-domain.ts";
import type { JudgedMutant, Mutant } from "./mutant.ts";
import { judgeContracts } from "./solidity/judge-contracts.ts";

const LIST = join(import.meta.dirname, "equivalent-mutants.json");

/** Small changes of the rules, on chain and off chain, each of which a test must detect. */
export const MUTANTS: Part = {
  promise: "Every mutant of a rule is killed by a test, or is listed as equivalent with a reason",
  minutes: 40,
  async run(say) {
    const judged = [...(await judgeDomain(say)), ...(await judgeContracts(say))];
    const list = JSON.parse(readFileSync(LIST, "utf8")) as Equivalents[];
    const { equivalent, left, obsolete } = compareWithList(judged, list);
    for (const mutant of left) say(`survived  ${describe(mutant)}`);
    for (const mutant of obsolete) say(`listed, but not a survivor  ${describe(mutant)}`);
    const listed = list.reduce((sum, { mutants }) => sum + mutants.length, 0);
    return [
      ...[...Map.groupBy(judged, ({ file }) => file)].map(([file, mutants]) => findingOf(file, mutants, equivalent)),
      { what: "listed mutants that exist and survive", count: listed, held: listed - obsolete.length },
    ];
  },
};

function findingOf(file: string, mutants: readonly JudgedMutant[], equivalent: readonly Mutant[]): Finding {
  const of = (fate: JudgedMutant["fate"]) => mutants.filter((mutant) => mutant.fate === fate).length;
  const [killed, survived] = [of("killed"), of("survived")];
  const listed = equivalent.filter((mutant) => mutant.file === file).length;
  return {
    what: file,
    count: killed + survived,
    held: killed + listed,
    note: `${killed} killed, ${listed} equivalent, ${survived - listed} left`,
  };
}

const describe = ({ file, operator, line, from, to }: Mutant) => `${file} (${operator}): ${from} → ${to}  in  ${line}`;
