import { randomInt } from "node:crypto";
import { fuzzApi } from "../../http/fuzz/fuzz-api.ts";
import { startFuzzStack } from "../../http/fuzz/fuzz-stack.ts";
import { DATABASES } from "../../support/databases.ts";
import type { Finding, Part } from "../part.ts";

const MINUTES_EACH = 10;
const REQUESTS = 2_000;

/** Valid and slightly invalid requests of every operation in the OpenAPI document, against complete gateways. */
export const API_FUZZ: Part = {
  promise: "Every answer to random requests agrees with the OpenAPI document, and none is an internal error",
  minutes: MINUTES_EACH * DATABASES.length,
  async run(say) {
    const findings: Finding[] = [];
    for (const database of DATABASES) findings.push(...(await fuzzOn(database, say)));
    return findings;
  },
};

async function fuzzOn(database: (typeof DATABASES)[number], say: (text: string) => void): Promise<Finding[]> {
  const seed = randomInt(1_000_000, 2 ** 30);
  say(`${database.name}: seed ${seed}`);
  const stack = await startFuzzStack(database);
  try {
    const until = Date.now() + MINUTES_EACH * 60_000;
    const { counts, failures } = await fuzzApi(stack, { seed, requests: REQUESTS, atOnce: 10, until });
    for (const failure of failures) say(failure);
    const sent = counts.reduce((sum, count) => sum + count.sent, 0);
    return [
      { what: `requests, ${database.name}`, count: sent, held: sent - failures.length, note: `seed ${seed}` },
      ...counts.map((count) => ({
        what: `${count.operation}, ${database.name}`,
        count: 1,
        held: Number(count.served > 0),
        note: `${count.served} of ${count.sent} served`,
      })),
    ];
  } finally {
    await stack.stop();
  }
}
