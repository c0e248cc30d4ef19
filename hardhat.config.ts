import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatIgnition from "@nomicfoundation/hardhat-ignition";
import hardhatIgnitionEthers from "@nomicfoundation/hardhat-ignition-ethers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";
import { createRequire } from "node:module";
import { warningsAsErrors } from "./deploy/plugins/warnings-as-errors.ts";

const require = createRequire(import.meta.url);

export default defineConfig({
  plugins: [hardhatEthers, hardhatTypechain, hardhatIgnition, hardhatIgnitionEthers, warningsAsErrors],
  solidity: {
    version: "0.8.37",
    // The compiler comes from npm: building must not download anything.
    path: require.resolve("solc/soljson.js"),
    settings: {
      evmVersion: "cancun",
      optimizer: { enabled: true, runs: 10_000 },
      viaIR: true,
      metadata: { bytecodeHash: "none" },
    },
  },
  paths: { ignition: "deploy" },
  typechain: { outDir: "types" },
  networks: {
    // The local chain (src/node) and the tests: everything that decides a block's hash is fixed here,
    // so that a replayed journal gives the same chain.
    chain: {
      type: "edr-simulated",
      chainType: "l1",
      chainId: 31337,
      hardfork: "cancun",
      initialDate: "2026-01-01T00:00:00Z",
      allowBlocksWithSameTimestamp: true,
      blockGasLimit: 60_000_000,
      // From the first block on gas is free, as on the production chain; tools look at the last block's base fee.
      initialBaseFeePerGas: 0,
    },
  },
});
