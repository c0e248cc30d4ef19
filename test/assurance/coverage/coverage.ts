import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSuites } from "../../../scripts/checks/run-suites.ts";
import type { Finding, Part } from "../part.ts";
import { type FileCoverage, type Ratio, readCoverage } from "./read-coverage.ts";

/** The folders whose decisions affect the custody of goods, and the least share of each that the suites must run. */
const FOLDERS = ["src/domain", "src/ledger", "src/gateway", "src/audit"];
const MIN_PERCENT = 95;

/** Runs only in a browser, driven by `test/audit/page`: Node does not count it. */
const IN_THE_BROWSER = "src/audit/page/";

const HOOKS = join(import.meta.dirname, "write-coverage.ts");

/** Suites take several times as long when every call is counted. */
const LIMIT_MINUTES = 60;

/** Runs every suite and counts the executed code of all its processes and threads. */
export const COVERAGE: Part = {
  promise: `The suites run ${MIN_PERCENT} % of the lines and branches of ${FOLDERS.join(", ")}`,
  minutes: 10,
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), "portolan-coverage-"));
    try {
      const { passed, failed } = await runSuites([], LIMIT_MINUTES, { NODE_V8_COVERAGE: folder }, HOOKS);
      say("reading the executed lines");
      const files = await readCoverage(folder, FOLDERS);
      const covered = files.filter(({ file }) => !file.startsWith(IN_THE_BROWSER));
      return [
        { what: "tests", count: passed + failed, held: passed },
        ...FOLDERS.flatMap((source) => findingsOf(source, covered)),
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function findingsOf(source: string, all: readonly FileCoverage[]): Finding[] {
  const files = all.filter(({ file }) => file.startsWith(`${source}/`));
  return (["lines", "branches"] as const).map((what) => {
    const total = files.reduce((sum, file) => sum + file[what].total, 0);
    const covered = files.reduce((sum, file) => sum + file[what].covered, 0);
    const worst = files.toSorted((a, b) => missing(b[what]) - missing(a[what])).slice(0, 3);
    const note = `${percent({ total, covered }).toFixed(2)} %; least covered: ${worst.map((file) => `${file.file} (${missing(file[what])})`).join(", ")}`;
    return { what: `${what} of ${source}`, count: 1, held: percent({ total, covered }) >= MIN_PERCENT ? 1 : 0, note };
  });
}

const missing = ({ total, covered }: Ratio) => total - covered;

const percent = ({ total, covered }: Ratio) => (total === 0 ? 100 : (100 * covered) / total);
