import { Interface } from "ethers/abi";
import artifact from "../../artifacts/contracts/interfaces/ICooperationLedger.sol/ICooperationLedger.json" with { type: "json" };
import type { ICooperationLedgerInterface } from "../../types/interfaces/ICooperationLedger.ts";

/** The ABI of the ledger of cooperation, compiled from `ICooperationLedger`. */
export const cooperationInterface = new Interface(artifact.abi) as ICooperationLedgerInterface;
