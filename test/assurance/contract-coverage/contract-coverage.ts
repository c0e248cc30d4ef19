import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Part } from "../part.ts";
import type { ContractCoverage } from "./count-statements.ts";

const MIN_PERCENT = 95;

/**
 * Counts the executed statements of the contracts with Hardhat's coverage. In the contracts every condition guards a
 * statement, so an untaken branch shows as a statement that never ran.
 */
export const CONTRACT_COVERAGE: Part = {
  promise: `The suites of the contracts run ${MIN_PERCENT} % of their statements`,
  minutes: 5,
  async run(say) {
    const covered = await countStatements();
    for (const { file, missing } of covered.filter((one) => one.missing.length > 0))
      say(`${file}: never ran ${missing.join(", ")}`);
    const sum = (count: (one: ContractCoverage) => number) => covered.reduce((total, one) => total + count(one), 0);
    const percent = (100 * sum(({ executed }) => executed)) / sum(({ statements }) => statements);
    return [
      {
        what: `${MIN_PERCENT} % of the ${sum(({ statements }) => statements)} statements of the contracts ran`,
        count: 1,
        held: percent >= MIN_PERCENT ? 1 : 0,
        note: `${percent.toFixed(2)} %`,
      },
    ];
  },
};

async function countStatements(): Promise<ContractCoverage[]> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-contract-coverage-"));
  const result = join(folder, "result.json");
  try {
    const child = spawn(process.execPath, [join(import.meta.dirname, "count-statements.ts"), result], {
      cwd: join(import.meta.dirname, "..", "..", ".."),
      env: {
        ...process.env,
        HARDHAT_CONFIG: join(import.meta.dirname, "hardhat.config.ts"),
        HARDHAT_COVERAGE: "true",
      },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`Counting statements ended with ${code}.`);
    return JSON.parse(await readFile(result, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
