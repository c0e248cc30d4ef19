import { randomInt } from "node:crypto";
import { ContractFactory } from "ethers";
import { KIND_NAMES } from "../../../src/domain/rules/kind.ts";
import type { TestChain } from "../../support/chain.ts";
import { compileWithBugs } from "../formal/compile-with-bugs.ts";
import type { PlantedBug } from "../formal/planted-bug.ts";
import type { Finding, Part } from "../part.ts";
import { startFuzzArena } from "./fuzz-arena.ts";
import { fuzzSeeds, kindsRecorded } from "./fuzz-seeds.ts";
import { LEDGER_BUGS } from "./ledger-bugs.ts";

const RUNS = 100_000;
const CHUNK = 5_000;

/** Most runs until a planted bug must show. */
const RUNS_TO_FIND = 10_000;

/** Tries random entries against the complete ledger, and checks that planted bugs are found. */
export const FUZZ: Part = {
  promise: "No sequence of entries, keys and wallets breaks a promise of the ledger",
  minutes: 30,
  run: fuzz,
};

async function fuzz(say: (text: string) => void): Promise<Finding[]> {
  const seed = randomInt(2 ** 40);
  say(`seeds from ${seed}`);
  const tally = new Map<string, number>();
  const arena = await startFuzzArena();
  let [runs, note] = [0, ""];
  try {
    while (runs < RUNS && note === "") {
      const fuzzed = await fuzzSeeds(arena, seed + runs, CHUNK);
      runs += fuzzed.runs;
      for (const [name, count] of fuzzed.tally) tally.set(name, (tally.get(name) ?? 0) + count);
      if (fuzzed.broken) note = `seed ${fuzzed.broken.seed}: ${fuzzed.broken.promise}`;
      say(`${runs} runs ${note}`);
    }
  } finally {
    await arena.close();
  }
  const recorded = kindsRecorded(tally);
  return [
    {
      what: "runs of random entries",
      count: runs,
      held: note === "" ? runs : runs - 1,
      note: note || `from seed ${seed}`,
    },
    { what: "kinds that were recorded", count: KIND_NAMES.length, held: recorded.length, note: describe(tally) },
    ...(await findBugs(seed, say)),
  ];
}

async function findBugs(seed: number, say: (text: string) => void): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const bug of LEDGER_BUGS) {
    const arena = await startFuzzArena((chain) => deployWith(bug, chain));
    try {
      const { runs, broken } = await fuzzSeeds(arena, seed, RUNS_TO_FIND);
      const where = `${bug.source}.${bug.rule}`;
      say(`${broken ? `found after ${runs} runs` : "NOT FOUND"}: bug in ${where}`);
      const note = broken && `${broken.promise}, after ${runs} runs`;
      findings.push({ what: `planted bug in ${where} found`, count: 1, held: broken ? 1 : 0, ...(note && { note }) });
    } finally {
      await arena.close();
    }
  }
  return findings;
}

/** The address of a ledger with the planted bug. */
async function deployWith(bug: PlantedBug, { accounts, consortium }: TestChain): Promise<string> {
  const { abi, bytecode } = await compileWithBugs("ShipmentLedger", [bug]);
  const factory = new ContractFactory([...abi], bytecode, accounts[0]);
  return (await factory.deploy(await consortium.getAddress())).getAddress();
}

function describe(tally: ReadonlyMap<string, number>): string {
  const sorted = [...tally].sort(([, a], [, b]) => b - a);
  return sorted
    .map(([name, count]) => `${name.replace("ShipmentLedger", "")} ${count.toLocaleString("en")}`)
    .join(", ");
}
