import { tryFullDisk } from "../crashes/full-disk.ts";
import { GatewaySubject } from "../crashes/gateway-subject.ts";
import { NodeSubject } from "../crashes/node-subject.ts";
import type { Subject } from "../crashes/trial.ts";
import { canStrace } from "./strace.ts";
import { type CallRow, type DisturbedProgram, tryCalls } from "./try-calls.ts";
import type { Finding, Part } from "../part.ts";

/** Most calls at which a fault is tried: a run writes hundreds of similar pages. */
const MOST = 24;

const PROGRAMS: readonly { readonly name: string; open(): Promise<Subject & DisturbedProgram> }[] = [
  { name: "node", open: () => NodeSubject.open() },
  { name: "gateway", open: () => GatewaySubject.open("SQLite") },
];

/** Makes system calls fail: those of the node on its journal and of the gateway on its database. */
export const SYSCALLS: Part = {
  promise: "After a failed write, a failed sync or a full disk, nothing acknowledged is lost or doubled",
  minutes: 60,
  async run(say) {
    const findings: Finding[] = [];
    if (canStrace()) {
      for (const { name, open } of PROGRAMS) {
        say(name);
        const program = await open();
        try {
          findings.push(...(await tryCalls(program, MOST, say)).map((row) => findingOf(name, row)));
        } finally {
          await program.close();
        }
      }
    } else findings.push({ what: "SKIPPED: strace is missing or not permitted", count: 0, held: 0 });
    const full = await tryFullDisk();
    findings.push(
      full === undefined
        ? { what: "SKIPPED: only root can mount a small disk", count: 0, held: 0 }
        : {
            what: "gateway on a full disk",
            count: full.refused,
            held: full.problems.length === 0 ? full.refused : 0,
            note: full.problems.join("; "),
          },
    );
    return findings;
  },
};

function findingOf(name: string, { call, file, fault, calls, met, held, problems }: CallRow): Finding {
  return {
    what: `${name}: ${fault} at ${call} of ${file}`,
    count: met,
    held,
    note: [`of ${calls} calls`, ...problems].join("; "),
  };
}
