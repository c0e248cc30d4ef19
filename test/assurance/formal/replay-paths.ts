import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { evaluate } from "./evaluate.ts";
import type { SymbolicCall } from "./machine.ts";
import type { Path } from "./explore-paths.ts";
import type { Word } from "./word.ts";

const ADDRESS = `0x${"c0de".repeat(10)}`;
const WORD_BYTES = 32;

/**
 * Runs the explored code on the EVM of a real chain, for each path with inputs that take it.
 *
 * @returns the number of paths that end as predicted, with the same bytes.
 */
export async function replayPaths(call: SymbolicCall, paths: readonly Path[]): Promise<number> {
  const connection = await hre.network.create("chain");
  try {
    const code = `0x${Buffer.from(call.code).toString("hex")}`;
    await connection.provider.request({ method: "hardhat_setCode", params: [ADDRESS, code] });
    let agreeing = 0;
    for (const path of paths) if (await endsAlike(connection, call, path)) agreeing += 1;
    return agreeing;
  } finally {
    await connection.close();
  }
}

async function endsAlike(
  { provider }: NetworkConnection,
  call: SymbolicCall,
  { end, witness, bytes, output }: Path,
): Promise<boolean> {
  const bytesOf = (length: number, wordAt: (offset: number) => Word): string => {
    const offsets = Array.from({ length: Math.ceil(length / WORD_BYTES) }, (_, index) => WORD_BYTES * index);
    const words = evaluate(offsets.map(wordAt), witness);
    const hex = words.map((word) => word.toString(16).padStart(2 * WORD_BYTES, "0")).join("");
    return `0x${hex.slice(0, 2 * length)}`;
  };
  const data = bytesOf(call.calldataBytes, (offset) => call.calldata.load(offset));
  const expected = bytesOf(bytes, output);
  try {
    const answer = await provider.request({ method: "eth_call", params: [{ to: ADDRESS, data }, "latest"] });
    return end !== "revert" && answer === expected;
  } catch (error) {
    return end === "revert" && (error as { data?: unknown }).data === expected;
  }
}
