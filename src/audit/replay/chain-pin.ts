import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { replaceFile } from "../../files/replace-file.ts";

/**
 * Reads the ledger of the first audit from a file.
 *
 * @returns `undefined` if the file does not exist.
 * @throws AuditPinUnreadable
 */
export async function readPin(path: string): Promise<PinnedChain | undefined> {
  try {
    return parsePin(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new PortolanError("AuditPinUnreadable", { path, problem }, { cause });
  }
}

/** Writes the file that pins a ledger for later audits. */
export async function writePin(
  path: string,
  { chainId, genesis, ledger, consortium, directory, cooperation }: PinnedChain,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const pin = { chainId, genesis, ledger, consortium, directory, cooperation };
  await replaceFile(path, `${JSON.stringify(pin, null, 2)}\n`);
}

/** @throws TypeError for an invalid pin. */
export function parsePin(value: unknown): PinnedChain {
  const { chainId, genesis, ledger, consortium, directory, cooperation } = (value ?? {}) as Partial<
    Record<keyof PinnedChain, unknown>
  >;
  if (
    typeof chainId !== "number" ||
    !isHex(genesis, 32) ||
    !isHex(ledger, 20) ||
    !isHex(consortium, 20) ||
    !(directory === undefined || isHex(directory, 20)) ||
    !(cooperation === undefined || isHex(cooperation, 20)) ||
    !Number.isSafeInteger(chainId)
  )
    throw new TypeError("it does not name a chain, its first block and the contracts");
  return { chainId, genesis, ledger, consortium, directory, cooperation };
}

function isHex(value: unknown, bytes: number): value is `0x${string}` {
  return typeof value === "string" && value.length === 2 + 2 * bytes && /^0x[0-9a-f]+$/.test(value);
}
