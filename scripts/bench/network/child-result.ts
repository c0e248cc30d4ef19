import { fork } from "node:child_process";
import { once } from "node:events";

/** Runs a script in a child process and returns its one message. */
export async function childResult<Result>(
  script: URL,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Result> {
  const child = fork(script, args, { env: { ...process.env, ...environment } });
  const exit = once(child, "exit").then(([code]) => {
    throw new Error(`${script.pathname} ended with ${code} and no result.`);
  });
  exit.catch(() => undefined);
  const [result] = (await Promise.race([once(child, "message"), exit])) as [Result];
  await exit.catch(() => undefined);
  return result;
}
