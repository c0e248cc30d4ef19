import { defineConfig } from "hardhat/config";
import base from "../../../hardhat.config.ts";
import { warningsAsErrors } from "../../../deploy/plugins/warnings-as-errors.ts";

/** The project's configuration for contracts that count their executed statements, separate from the real contracts. */
export default defineConfig({
  ...base,
  // The counting code in the sources causes compiler warnings.
  plugins: (base.plugins ?? []).filter((plugin) => plugin !== warningsAsErrors),
  paths: { ...base.paths, artifacts: "coverage/artifacts", cache: "coverage/cache" },
  typechain: { outDir: "coverage/types" },
});
