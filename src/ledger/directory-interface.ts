import { Interface } from "ethers/abi";
import artifact from "../../artifacts/contracts/interfaces/IMemberDirectory.sol/IMemberDirectory.json" with { type: "json" };
import type { IMemberDirectoryInterface } from "../../types/interfaces/IMemberDirectory.ts";

/** The ABI of the directory of members, compiled from `IMemberDirectory`. */
export const directoryInterface = new Interface(artifact.abi) as IMemberDirectoryInterface;
