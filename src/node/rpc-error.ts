import { refusalInGethWords, revertInGethWords } from "./geth-wording.ts";

/** Error codes of JSON-RPC 2.0, section 5.1, of EIP-1474, and 3 for a reverted call, as every client expects it. */
export const RPC_CODE = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  rejected: -32000,
  limitExceeded: -32005,
  reverted: 3,
} as const;

/** The `error` member of a JSON-RPC answer. */
export interface RpcErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** An error whose code and message are sent to the client. */
export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "RpcError";
    this.code = code;
  }
}

/**
 * The error for a client. RpcError and the errors of the chain keep their code; errors that clients recognise by their
 * text get geth's words, and a reverted call has its returned bytes. An unexpected error shows no details.
 */
export function toRpcErrorObject(error: unknown): RpcErrorObject {
  if (error instanceof Error && "code" in error && typeof error.code === "number") {
    const { code, message } = error;
    if (code === RPC_CODE.reverted) return { code, message: revertInGethWords(message), data: revertData(error) };
    const refusal = refusalInGethWords(message);
    return refusal === undefined ? { code, message } : { code: RPC_CODE.rejected, message: refusal };
  }
  return { code: RPC_CODE.internalError, message: "Internal error." };
}

function revertData(error: Error): string {
  const data: unknown = "data" in error ? error.data : undefined;
  if (typeof data === "string") return data;
  if (typeof data === "object" && data !== null && "data" in data && typeof data.data === "string") return data.data;
  return "0x";
}
