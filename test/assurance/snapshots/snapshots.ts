import { ABI_SNAPSHOT } from "./abi-snapshot.ts";
import { GAS_SNAPSHOT } from "./gas-snapshot.ts";
import { SIZE_SNAPSHOT } from "./size-snapshot.ts";
import type { Snapshot } from "./snapshot.ts";
import { STORAGE_SNAPSHOT } from "./storage-snapshot.ts";

/** Every snapshot of the contracts. */
export const SNAPSHOTS: readonly Snapshot[] = [ABI_SNAPSHOT, STORAGE_SNAPSHOT, SIZE_SNAPSHOT, GAS_SNAPSHOT];
