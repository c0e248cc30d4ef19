import type { Hex } from "../../../src/domain/entry.ts";
import type { TestChain } from "../../support/chain.ts";

/**
 * Runtime code that logs whatever it is told: as topics the first words of the call data, as data the rest. So a chain
 * can be made that is sound in every hash and holds what the contract would never have recorded, as its validators could
 * together.
 */
function echo(topics: number): Hex {
  const load = Array.from({ length: topics }, (_, index) => `60${byte(32 * (topics - 1 - index))}35`).join("");
  const copy = `60${byte(32 * topics)}360380` + `60${byte(32 * topics)}600037`;
  return `0x${load}${copy}6000${(0xa0 + topics).toString(16)}00`;
}

/** Emits a log in the name of a contract, whose code and storage are afterwards as before. */
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
