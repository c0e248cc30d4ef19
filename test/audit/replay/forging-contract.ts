import type { Hex } from "../../../src/domain/entry.ts";
import type { TestChain } from "../../support/chain.ts";

/**
 * Runtime code that logs its call data: the first words as topics, the rest as data. It makes a chain with correct
 * hashes and logs that the contract would never emit, as colluding validators could.
 */
function echo(topics: number): Hex {
  const load = Array.from({ length: topics }, (_, index) => `60${byte(32 * (topics - 1 - index))}35`).join("");
  const copy = `60${byte(32 * topics)}360380` + `60${byte(32 * topics)}600037`;
  return `0x${load}${copy}6000${(0xa0 + topics).toString(16)}00`;
}

/** Emits a log under a contract's address, and restores the contract's code and storage. */
export async function forgeLog(
  { connection, accounts }: TestChain,
  address: string,
  topics: readonly string[],
  data: string,
): Promise<void> {
  const { provider } = connection;
  const code = await provider.request({ method: "eth_getCode", params: [address, "latest"] });
  await provider.request({ method: "hardhat_setCode", params: [address, echo(topics.length)] });
  const calldata = `0x${topics.map((topic) => topic.slice(2)).join("")}${data.slice(2)}`;
  await (await accounts[0]?.sendTransaction({ to: address, data: calldata }))?.wait();
  await provider.request({ method: "hardhat_setCode", params: [address, code] });
}

function byte(value: number): string {
  return value.toString(16).padStart(2, "0");
}
