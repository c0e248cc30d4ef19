import { decodeText } from "../domain/encoding/decode-text.ts";
import type { JsonLimits } from "../domain/encoding/json.ts";
import { parseJson } from "../domain/encoding/parse-json.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Method } from "./methods.ts";
import { RPC_CODE, RpcError, type RpcErrorObject, toRpcErrorObject } from "./rpc-error.ts";
import type { ConnectionSubscriptions } from "./subscriptions.ts";

/** The size of a message is bounded where it is received. */
const LIMITS: JsonLimits = { characters: Number.POSITIVE_INFINITY, depth: 32, values: 1_000_000 };

/** Largest number of requests in a batch. */
const MAX_BATCH = 1_000;

/** Characters of all answers to a batch; further answers are errors. */
const MAX_ANSWER = 32 * 2 ** 20;

type Id = string | number | null;

interface Call {
  /** Undefined for a notification, which gets no answer. */
  readonly id: Id | undefined;
  readonly method: string;
  readonly params: unknown;
}

/**
 * Answers one JSON-RPC 2.0 message: a request, a notification or a batch, whose requests are executed in order.
 *
 * @param bytes the received message.
 * @returns the answer as JSON; undefined for notifications.
 */
export async function answerJsonRpc(
  bytes: Uint8Array,
  methods: ReadonlyMap<string, Method>,
  subscriptions?: ConnectionSubscriptions,
): Promise<string | undefined> {
  let message: unknown;
  try {
    message = parseJson(decodeText(bytes), LIMITS);
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return failure(null, { code: RPC_CODE.parseError, message: error.message });
  }
  if (!Array.isArray(message)) return answerOne(message, methods, subscriptions);
  if (message.length === 0) return failure(null, { code: RPC_CODE.invalidRequest, message: "The batch is empty." });
  if (message.length > MAX_BATCH) {
    return failure(null, { code: RPC_CODE.limitExceeded, message: `A batch holds ${String(MAX_BATCH)} at most.` });
  }
  return answerBatch(message, methods, subscriptions);
}

async function answerBatch(
  batch: readonly unknown[],
  methods: ReadonlyMap<string, Method>,
  subscriptions: ConnectionSubscriptions | undefined,
): Promise<string | undefined> {
  const answers: string[] = [];
  let length = 0;
  for (const message of batch) {
    const answer = length > MAX_ANSWER ? tooLong(message) : await answerOne(message, methods, subscriptions);
    if (answer === undefined) continue;
    answers.push(answer);
    length += answer.length;
  }
  return answers.length === 0 ? undefined : `[${answers.join(",")}]`;
}

async function answerOne(
  message: unknown,
  methods: ReadonlyMap<string, Method>,
  subscriptions: ConnectionSubscriptions | undefined,
): Promise<string | undefined> {
  let id: Id | undefined = null;
  try {
    const call = readCall(message);
    id = call.id;
    const method = methods.get(call.method);
    if (method === undefined) throw new RpcError(RPC_CODE.methodNotFound, `The method ${call.method} does not exist.`);
    const result = await method(readParams(call.params), subscriptions);
    return id === undefined ? undefined : success(id, result);
  } catch (error) {
    return id === undefined ? undefined : failure(id ?? idOf(message), toRpcErrorObject(error));
  }
}

function readCall(message: unknown): Call {
  if (typeof message !== "object" || message === null || !("method" in message)) throw invalidRequest();
  const { method } = message;
  if (!("jsonrpc" in message) || message.jsonrpc !== "2.0" || typeof method !== "string") throw invalidRequest();
  if ("id" in message && !isId(message.id)) throw invalidRequest();
  return {
    id: "id" in message ? idOf(message) : undefined,
    method,
    params: "params" in message ? message.params : undefined,
  };
}

/** Reads parameters by position. Some clients write `null` for none. */
function readParams(params: unknown): readonly unknown[] {
  if (params === undefined || params === null) return [];
  if (!Array.isArray(params)) throw new RpcError(RPC_CODE.invalidParams, "Give the parameters as an array.");
  return params;
}

function invalidRequest(): RpcError {
  return new RpcError(RPC_CODE.invalidRequest, "This is not a JSON-RPC 2.0 request.");
}

function isId(id: unknown): id is Id {
  return id === null || typeof id === "string" || typeof id === "number";
}

function idOf(message: unknown): Id {
  return typeof message === "object" && message !== null && "id" in message && isId(message.id) ? message.id : null;
}

function tooLong(message: unknown): string {
  return failure(idOf(message), {
    code: RPC_CODE.limitExceeded,
    message: "The answers are too long. Send a smaller batch.",
  });
}

function success(id: Id, result: unknown): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${JSON.stringify(result ?? null)}}`;
}

function failure(id: Id, error: RpcErrorObject): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error });
}
