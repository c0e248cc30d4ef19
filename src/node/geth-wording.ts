/**
 * Clients recognise errors by geth's words, not by their codes: ethers and viem search for these phrases. Each phrase
 * replaces the start of the Hardhat network's message.
 */
const PHRASES: readonly (readonly [start: string, phrase: string])[] = [
  ["Known transaction", "already known"],
  ["Transaction nonce too low", "nonce too low"],
  ["Replacement transaction underpriced", "replacement transaction underpriced"],
  ["Sender doesn't have enough funds", "insufficient funds for gas * price + value"],
  ["Transaction requires at least", "intrinsic gas too low"],
  ["Transaction gas limit is", "exceeds block gas limit"],
  ["Trying to send a raw transaction with an invalid chainId", "invalid chain id for signer"],
  ["Received invalid block tag", "header not found"],
  ["blockHash cannot be found", "unknown block"],
];

const BEFORE_REASON = "reverted with reason string '";

/** Gives the message of a refused transaction or an unknown block geth's phrase; undefined for any other message. */
export function refusalInGethWords(message: string): string | undefined {
  const found = PHRASES.find(([start]) => message.startsWith(start));
  return found && `${found[1]}: ${message}`;
}

/** Gives a reverted call geth's message, with the contract's reason. A call that failed otherwise keeps its message. */
export function revertInGethWords(message: string): string {
  const start = message.indexOf(BEFORE_REASON);
  if (start >= 0 && message.endsWith("'")) {
    return `execution reverted: ${message.slice(start + BEFORE_REASON.length, -1)}`;
  }
  return /revert/i.test(message) ? "execution reverted" : message;
}
