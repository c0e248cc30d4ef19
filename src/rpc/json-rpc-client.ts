import { setTimeout as sleep } from "node:timers/promises";
import { errors, Pool } from "undici";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { readAnswer, type RpcPeer } from "./json-rpc-answer.ts";
import { retryAfterMs } from "./retry-after.ts";
import { collectText } from "../domain/encoding/collect.ts";

export interface JsonRpcOptions {
  readonly peer: RpcPeer;
  /** `http` or `https`; a user and password in it are sent as Basic authentication. */
  readonly url: string;
  /** Time limit of one attempt, from sending to the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Limit of an answer, uncompressed. */
  readonly maxAnswerBytes?: number;
  /** Largest number of calls in an HTTP request; longer batches are split. Besu takes 1,024 by default. */
  readonly maxBatch?: number;
  /** Largest number of open connections. */
  readonly connections?: number;
}

/** One call of a batch. */
export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The requests to a JSON-RPC server; {@link JsonRpcClient} sends them over HTTP. */
export interface Rpc {
  /**
   * Calls a method. The result is not checked.
   *
   * @param maxBytes limit of the answer, if lower than that of the client.
   */
  request(method: string, params: readonly unknown[], maxBytes?: number): Promise<unknown>;
  /**
   * Calls several methods. Resolves with the results in the order of the calls, or rejects with the first error.
   *
   * @param maxBytes limit of each answer; a large batch is sent in several HTTP requests.
   */
  batch(calls: readonly RpcCall[], maxBytes?: number): Promise<unknown[]>;
  /** The error for an invalid result of `method`. */
  invalidAnswer(method: string, problem: string): PortolanError;
}

/** Methods that change nothing, so a call without an answer can be repeated. */
const READS =
  /^(eth_(get\w+|call|chainId|blockNumber|estimateGas|gasPrice|maxPriorityFeePerGas|feeHistory|accounts)|web3_clientVersion)$/;

const ATTEMPTS = 3;

/** Statuses of a busy server, or one that limits its callers; possibly with `Retry-After`. */
const BUSY = new Set([429, 503]);

const FIRST_PAUSE_MS = 100;

/**
 * JSON-RPC 2.0 over HTTP with persistent connections. Every wait, answer and batch is limited, and every answer is
 * matched to its call by id.
 *
 * @throws ChainUnreachable, ChainTimedOut, ChainAnsweredError, ChainAnswerInvalid, ChainAnswerTooLarge; for a
 * signer, the same with `Signer` in front.
 */
export class JsonRpcClient implements Rpc {
  readonly #peer: RpcPeer;
  readonly #pool: Pool;
  readonly #host: string;
  readonly #path: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #timeoutMs: number;
  readonly #maxAnswerBytes: number;
  readonly #maxBatch: number;
  #nextId = 1;
  /** Time (`Date.now`) before which the server requested no calls. */
  #restUntil = 0;

  constructor(options: JsonRpcOptions) {
    const { peer, url, timeoutMs = 30_000, maxAnswerBytes = 128 * 2 ** 20, maxBatch = 500, connections = 8 } = options;
    const { origin, host, pathname, search, username, password } = new URL(url);
    this.#peer = peer;
    this.#pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    this.#host = host;
    this.#path = `${pathname}${search}`;
    this.#headers = { "content-type": "application/json", ...basicAuthentication(username, password) };
    this.#timeoutMs = timeoutMs;
    this.#maxAnswerBytes = maxAnswerBytes;
    this.#maxBatch = maxBatch;
  }

  async request(method: string, params: readonly unknown[], maxBytes = this.#maxAnswerBytes): Promise<unknown> {
    const [result] = await this.#ask([{ method, params }], false, maxBytes);
    return result;
  }

  async batch(calls: readonly RpcCall[], maxBytes = this.#maxAnswerBytes): Promise<unknown[]> {
    const results: unknown[] = [];
    for (let start = 0; start < calls.length; start += this.#maxBatch) {
      const part = await this.#ask(calls.slice(start, start + this.#maxBatch), true, maxBytes);
      for (const result of part) results.push(result);
    }
    return results;
  }

  invalidAnswer(method: string, problem: string): PortolanError {
    return new PortolanError(`${this.#peer}AnswerInvalid`, { method, problem });
  }

  /** Closes the connections. Pending calls fail as unreachable. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #ask(calls: readonly RpcCall[], asBatch: boolean, maxBytes: number): Promise<unknown[]> {
    const attempts = calls.every(({ method }) => READS.test(method)) ? ATTEMPTS : 1;
    for (let attempt = 1; ; attempt += 1)
      try {
        return await this.#askOnce(calls, asBatch, maxBytes);
      } catch (error) {
        const lost = PortolanError.is(error, `${this.#peer}Unreachable`, `${this.#peer}TimedOut`);
        if (!lost || attempt >= attempts || this.#pool.destroyed || this.#isResting()) throw error;
        // Half of the pause is random, so that the clients of a node do not return at the same time.
        await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
      }
  }

  async #askOnce(calls: readonly RpcCall[], asBatch: boolean, maxBytes: number): Promise<unknown[]> {
    const requests = calls.map(({ method, params }) => ({ jsonrpc: "2.0", id: this.#nextId++, method, params }));
    const methods = [...new Set(calls.map(({ method }) => method))].join(", ");
    if (this.#isResting()) throw this.#unreachable("it requested a pause between calls", undefined);
    const { status, text } = await this.#post(methods, JSON.stringify(asBatch ? requests : requests[0]), maxBytes);
    if (BUSY.has(status)) throw this.#unreachable(`HTTP status ${status}`, undefined);
    let answer: unknown;
    try {
      answer = JSON.parse(text);
    } catch (cause) {
      if (status === 200) throw this.invalidAnswer(methods, "it is not JSON");
      throw this.#unreachable(`HTTP status ${status}`, cause);
    }
    return readAnswer(this.#peer, requests, answer, asBatch);
  }

  async #post(methods: string, body: string, maxBytes: number): Promise<{ status: number; text: string }> {
    // A deadline for the whole answer; the limits of the pool apply to each part of it.
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await this.#pool.request({
        method: "POST",
        path: this.#path,
        headers: this.#headers,
        body,
        signal,
      });
      if (BUSY.has(response.statusCode)) this.#restUntil = Date.now() + retryAfterMs(response.headers["retry-after"]);
      const text = await collectText(response.body, maxBytes);
      if (text === undefined)
        throw new PortolanError(`${this.#peer}AnswerTooLarge`, { method: methods, limit: maxBytes });
      return { status: response.statusCode, text };
    } catch (error) {
      if (PortolanError.is(error, "TextNotUtf8")) throw this.invalidAnswer(methods, "it is not UTF-8");
      if (error instanceof PortolanError) throw error;
      if (signal.aborted || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
        throw this.#timedOut(methods, error);
      throw this.#unreachable(error instanceof Error ? error.message : String(error), error);
    }
  }

  #isResting(): boolean {
    return Date.now() < this.#restUntil;
  }

  #unreachable(reason: string, cause: unknown): PortolanError {
    return new PortolanError(`${this.#peer}Unreachable`, { host: this.#host, reason }, { cause });
  }

  #timedOut(method: string, cause: unknown): PortolanError {
    const facts = { host: this.#host, method, milliseconds: this.#timeoutMs };
    return new PortolanError(`${this.#peer}TimedOut`, facts, { cause });
  }
}

function basicAuthentication(username: string, password: string): Record<string, string> {
  if (username === "" && password === "") return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}
