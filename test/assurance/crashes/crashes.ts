import { ExchangeSubject } from "./exchange-subject.ts";
import { GatewaySubject } from "./gateway-subject.ts";
import { everyMoment, type MatrixRow, tryAll } from "./matrix.ts";
import { NodeSubject } from "./node-subject.ts";
import { PLANTED_FAULTS, tryPlanted } from "./planted-faults.ts";
import type { Subject } from "./trial.ts";
import { WitnessSubject } from "./witness-subject.ts";
import { startPostgresServer } from "../../support/postgres-server.ts";
import type { Finding, Part } from "../part.ts";

const SUBJECTS: readonly { readonly name: string; open(): Promise<Subject> }[] = [
  { name: "gateway on SQLite", open: () => GatewaySubject.open("SQLite") },
  { name: "gateway on PostgreSQL", open: () => GatewaySubject.open("PostgreSQL") },
  { name: "exchange", open: () => ExchangeSubject.open() },
  { name: "node", open: () => NodeSubject.open() },
  { name: "witness", open: () => WitnessSubject.open() },
];

/** Kills gateway, node and witness before and after every act, and checks the state that remains. */
export const CRASHES: Part = {
  promise:
    "After a kill before or after any act, gateway, node and witness lose nothing acknowledged and repeat nothing",
  minutes: 90,
  async run(say) {
    const server = await startPostgresServer();
    process.env["TEST_POSTGRES_URL"] = server.url;
    try {
      const findings: Finding[] = [];
      for (const { name, open } of SUBJECTS) findings.push(...(await killEverywhere(name, open, say)));
      return [...findings, ...(await findPlanted(say))];
    } finally {
      delete process.env["TEST_POSTGRES_URL"];
      await server.stop();
    }
  },
};

async function killEverywhere(
  name: string,
  open: () => Promise<Subject>,
  say: (text: string) => void,
): Promise<Finding[]> {
  say(name);
  const subject = await open();
  try {
    return (await tryAll(subject, everyMoment, say)).map((row) => findingOf(name, row));
  } finally {
    await subject.close();
  }
}

function findingOf(name: string, { phase, step, moment, kills, held, missed, problems }: MatrixRow): Finding {
  const notes = [...(missed === 0 ? [] : [`came ${missed} times less often than in the first run`]), ...problems];
  return {
    what: `${name}, ${phase}: killed ${moment} "${step}"`,
    count: kills,
    held,
    ...(notes.length > 0 && { note: notes.join("; ") }),
  };
}

/** The same kills find planted faults. */
async function findPlanted(say: (text: string) => void): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const fault of PLANTED_FAULTS) {
    say(`planted: ${fault.name}`);
    const problems = await tryPlanted(fault);
    findings.push({
      what: `finds ${fault.name}`,
      count: 1,
      held: Number(problems.length > 0),
      ...(problems[0] !== undefined && { note: problems[0] }),
    });
  }
  return findings;
}
