import { Interface } from "ethers/abi";
import artifact from "../../artifacts/contracts/interfaces/IShipmentLedger.sol/IShipmentLedger.json" with { type: "json" };
import type { IShipmentLedgerInterface } from "../../types/interfaces/IShipmentLedger.ts";

/** The ledger's ABI as compiled from contracts/interfaces/IShipmentLedger.sol: topics, selectors, struct fields. */
export const ledgerInterface = new Interface(artifact.abi) as IShipmentLedgerInterface;
