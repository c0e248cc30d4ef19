import { join } from "node:path";
import config from "../../../../hardhat.config.ts";

// What a worker's suites deploy comes from a folder of its own, in which it puts the mutant.
export default {
  ...config,
  paths: { ...config.paths, artifacts: join(process.env["PORTOLAN_MUTANT_FOLDER"] ?? "", "artifacts") },
};
