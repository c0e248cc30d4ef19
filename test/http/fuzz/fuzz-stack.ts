import { Writable } from "node:stream";
import { pino } from "pino";
import type { DATABASES } from "../../support/databases.ts";
import { DEFAULT_ENROLMENTS, startStack, type Stack } from "../../support/stack.ts";

/** The participants to govern; enrolled first, since generated numbers are mostly small. */
export const GOVERNED = ["governed", "other"] as const;

/** The participant that owns the objects of the run. */
export const OWNER = "trader";

/** A complete gateway for any request. */
export interface FuzzStack extends Stack {
  /** Lines of the gateway's log at the level of troubles. */
  readonly troubles: readonly string[];
}

/** Starts a gateway on a database, without a limit on the rate of requests. */
export async function startFuzzStack({ open }: (typeof DATABASES)[number]): Promise<FuzzStack> {
  const database = await open();
  const troubles: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      troubles.push(String(chunk));
      done();
    },
  });
  const { location } = database;
  const settings = {
    REQUESTS_PER_SECOND: "1000000",
    ACCESS_ANCHOR_SECONDS: "1",
    ...("url" in location && { DATABASE_URL: location.url }),
  };
  const governed = Object.fromEntries(
    GOVERNED.map((name) => [name, { roles: ["carrier"], jurisdiction: "NL" } as const]),
  );
  // The owner also has an office, so that it may record acts.
  const owner = { [OWNER]: { ...DEFAULT_ENROLMENTS[OWNER], roles: ["trader", "customs"] } } as const;
  const enrolments = { ...governed, ...DEFAULT_ENROLMENTS, ...owner };
  const stack = await startStack(settings, enrolments, pino({ level: "warn" }, sink));
  return {
    ...stack,
    troubles,
    async stop() {
      await stack.stop();
      await database.close();
    },
  };
}
