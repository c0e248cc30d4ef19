/** The parts of the gas of a recordBatch. */
export const GAS_PARTS = ["transaction", "calldata", "storage", "signature", "log", "registry", "execution"] as const;
export type GasPart = (typeof GAS_PARTS)[number];

/** A transaction and its trace from `debug_traceTransaction`, without stack, memory and storage. */
export interface TracedTransaction {
  readonly input: string;
  readonly gasUsed: number;
  readonly structLogs: readonly Step[];
}

interface Step {
  readonly op: string;
  readonly depth: number;
  /** Remaining gas before this step. */
  readonly gas: number;
  readonly gasCost: number;
}

const INTRINSIC = 21_000;
const ZERO_BYTE = 4;
const OTHER_BYTE = 16;

const STORAGE = new Set(["SLOAD", "SSTORE"]);

/**
 * Splits the gas of a recordBatch: the transaction itself (the intrinsic cost) and its calldata (EIP-2028); storage of
 * the ledger; the precompile that recovers signers; logs; the calls of the Consortium with all their steps; and the
 * remaining gas, for the execution of the ledger's own code.
 */
export function splitGas({ input, gasUsed, structLogs }: TracedTransaction): Record<GasPart, number> {
  const parts: Record<GasPart, number> = {
    transaction: INTRINSIC,
    calldata: calldataGas(input),
    storage: 0,
    signature: 0,
    log: 0,
    registry: 0,
    execution: 0,
  };
  for (const [index, { op, depth, gas, gasCost }] of structLogs.entries()) {
    if (depth !== 1) continue;
    if (op === "STATICCALL") {
      // A call of a contract makes the next step deeper; a precompile has no steps. The cost is the gas used until the
      // call returns.
      const next = structLogs[index + 1] as Step;
      const back = next.depth === 1 ? next : (structLogs.find((step, at) => at > index && step.depth === 1) as Step);
      parts[next.depth === 1 ? "signature" : "registry"] += gas - back.gas;
    } else if (STORAGE.has(op)) parts.storage += gasCost;
    else if (op.startsWith("LOG")) parts.log += gasCost;
    else parts.execution += gasCost;
  }
  const sum = Object.values(parts).reduce((total, part) => total + part, 0);
  if (Math.abs(sum - gasUsed) > gasUsed / 1000) throw new Error(`The parts make ${sum} gas, ${gasUsed} were used.`);
  return parts;
}

function calldataGas(input: string): number {
  return Buffer.from(input.slice(2), "hex").reduce((sum, byte) => sum + (byte === 0 ? ZERO_BYTE : OTHER_BYTE), 0);
}
