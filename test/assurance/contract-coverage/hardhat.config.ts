import { defineConfig } from "hardhat/config";
import base from "../../../hardhat.config.ts";
import { warningsAsErrors } from "../../../deploy/plugins/warnings-as-errors.ts";

/** The project's configuration for contracts that count what runs of them, which are kept apart from the real ones. */
export default defineConfig({
  ...base,
  // The counting that is added to the sources makes warnings.
  plugins: (base.plugins ?? []).filter((plugin) => plugin !== warningsAsErrors),
  paths: { ...base.paths, artifacts: "coverage/artifacts", cache: "coverage/cache" },
  typechain: { outDir: "coverage/types" },
});
