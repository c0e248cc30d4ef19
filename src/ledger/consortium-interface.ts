import { IConsortium__factory } from "../../types/factories/interfaces/IConsortium__factory.ts";

/** The registry's ABI as generated from contracts/interfaces/IConsortium.sol. */
export const consortiumInterface = IConsortium__factory.createInterface();
