import { Interface } from "ethers/abi";
import type { EntryHash, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { quantity } from "./quantity.ts";

/** ERC-1271, which the contract's library `Signatures` calls. */
const erc1271 = new Interface(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);

const CONFIRMED = `${erc1271.getFunction("isValidSignature")?.selector ?? ""}${"0".repeat(56)}`;

/** Gas of the wallet, and the largest cost of a call before the wallet runs (EIP-2028). */
const WALLET_GAS = 200_000;
const INTRINSIC_GAS = 21_000;
const GAS_A_BYTE = 16;

/** Error code of a revert in Geth, Besu and Hardhat. Hardhat gives -32603 or -32000 for a failure without a reason. */
const REVERTED = 3;

export interface WalletQuestion {
  readonly wallet: Hex;
  /** The ShipmentLedger, in whose name the call is made. */
  readonly ledger: Hex;
  readonly hash: EntryHash;
  /** The wallet's own signature, without the wallet's address before it. */
  readonly signature: Hex;
}

/**
 * Whether a wallet contract confirms a signature in the state after a block, with as much gas as the ledger gives it.
 *
 * @throws ChainAnsweredError when the node cannot answer, for example without the state of that block.
 */
export async function askWallet(
  rpc: Rpc,
  { wallet, ledger, hash, signature }: WalletQuestion,
  block: number,
): Promise<boolean> {
  const data = erc1271.encodeFunctionData("isValidSignature", [hash, signature]) as Hex;
  const gas = quantity(WALLET_GAS + INTRINSIC_GAS + (GAS_A_BYTE * (data.length - 2)) / 2);
  try {
    const result = await rpc.request("eth_call", [{ to: wallet, from: ledger, data, gas }, quantity(block)]);
    return answerFields(rpc, "eth_call", { result }).bytes("result").slice(0, 66) === CONFIRMED;
  } catch (error) {
    if (PortolanError.is(error, "ChainAnsweredError") && error.facts["errorCode"] === REVERTED) return false;
    throw error;
  }
}
