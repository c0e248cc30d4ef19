import { Interface } from "ethers/abi";
import artifact from "../../artifacts/contracts/interfaces/IConsortium.sol/IConsortium.json" with { type: "json" };
import type { IConsortiumInterface } from "../../types/interfaces/IConsortium.ts";

/** The registry's ABI as compiled from contracts/interfaces/IConsortium.sol. */
export const consortiumInterface = new Interface(artifact.abi) as IConsortiumInterface;
