import { join } from "node:path";
import config from "../../../../hardhat.config.ts";

// A worker's suites deploy contracts from a separate folder, into which it puts the mutant.
export default {
  ...config,
  paths: { ...config.paths, artifacts: join(process.env["PORTOLAN_MUTANT_FOLDER"] ?? "", "artifacts") },
};
