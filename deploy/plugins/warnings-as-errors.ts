import type { HardhatPlugin } from "hardhat/types/plugins";
import type { SolidityHooks } from "hardhat/types/hooks";

/** Lets a build fail on any warning of the Solidity compiler. */
export const warningsAsErrors: HardhatPlugin = {
  id: "portolan-warnings-as-errors",
  hookHandlers: { solidity: () => Promise.resolve({ default: createHandlers }) },
};

async function createHandlers(): Promise<Partial<SolidityHooks>> {
  return {
    async invokeSolc(context, compiler, input, config, next) {
      const output = await next(context, compiler, input, config);
      const errors = output.errors?.map((error) =>
        // Hardhat goes on after whatever has the type Warning, whatever its severity.
        error.severity === "warning" ? { ...error, severity: "error" as const, type: "WarningAsError" } : error,
      );
      return errors === undefined ? output : { ...output, errors };
    },
  };
}
