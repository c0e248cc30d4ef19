import { IShipmentLedger__factory } from "../../types/factories/interfaces/IShipmentLedger__factory.ts";

/** The ledger's ABI as generated from contracts/interfaces/IShipmentLedger.sol: topics, selectors, struct fields. */
export const ledgerInterface = IShipmentLedger__factory.createInterface();
