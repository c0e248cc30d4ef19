import { pino, type Logger } from "pino";
import type { Config } from "../../src/config/config.ts";
import { startGateway, type RunningGateway } from "../../src/start/start-gateway.ts";

/** Starts a gateway that logs to standard error at the level TEST_LOG_LEVEL, or nothing without it. */
export function startTestGateway(config: Config, log: Logger = standardLog()): Promise<RunningGateway> {
  return startGateway(config, log);
}

const standardLog = () => pino({ level: process.env["TEST_LOG_LEVEL"] ?? "silent" }, pino.destination(2));
