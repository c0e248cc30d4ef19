import { Interface } from "ethers/abi";
import artifact from "../../artifacts/contracts/interfaces/IConsortium.sol/IConsortium.json" with { type: "json" };
import type { IConsortiumInterface } from "../../types/interfaces/IConsortium.ts";

/** The registry's ABI, compiled from `IConsortium`. */
export const consortiumInterface = new Interface(artifact.abi) as IConsortiumInterface;

/** The same with bytes for text in events: whoever enrols a participant may have given it bytes that are no UTF-8. */
export const bytesOfText = new Interface(
  artifact.abi.map((fragment) =>
    fragment.type === "event"
      ? {
          ...fragment,
          inputs: fragment.inputs.map((input) => (input.type === "string" ? { ...input, type: "bytes" } : input)),
        }
      : fragment,
  ),
);
