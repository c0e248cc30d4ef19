import type { Finding, Part } from "../../part.ts";
import type { Tally } from "./acts.ts";
import { playDeliveries } from "./play-deliveries.ts";

const RUNS = 60;
const STEPS = 250;

/** Deliveries of honest and dishonest members in any order, between stores in this process. */
export const DELIVERIES: Part = {
  promise: "No sequence of entries, changes of the directory and deliveries lets a member hold what it may not read",
  minutes: 20,
  async run(say, { seed } = {}) {
    const first = Math.trunc(Math.random() * 2 ** 31);
    const seeds = seed === undefined ? Array.from({ length: RUNS }, (_, index) => first + index) : [seed];
    const tally: Tally = new Map();
    const findings: Finding[] = [];
    for (const each of seeds) {
      const problems = await playDeliveries(each, STEPS, tally);
      for (const problem of problems) say(problem);
      findings.push({
        what: `seed ${each} (replay: npm run assurance -- --only deliveries --seed ${each})`,
        count: STEPS,
        held: STEPS - problems.length,
        ...(problems.length > 0 && { note: problems.join("; ") }),
      });
    }
    say([...tally].map(([outcome, count]) => `${outcome} ${count}`).join(", "));
    return findings;
  },
};
