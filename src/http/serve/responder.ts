import { randomUUID } from "node:crypto";
import type { Request, Response } from "express";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Logger } from "pino";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";
import { PROBLEM_TYPE, problemOf } from "./problem.ts";
import { contentOf } from "./content-of.ts";
import type { HttpMetrics } from "./metrics.ts";
import { preferredType } from "./preferred-type.ts";
import { readRequestId } from "./request-headers.ts";
import type { Reply, Route } from "./route.ts";
import { API_HEADERS } from "./static-headers.ts";

/** Bytes of a refused body that the server still reads, to keep the connection open. */
const DROPPED_BYTES = 64 * 2 ** 20;

/** One request and its answer. Only this class writes answers; it also logs and measures them. */
export class Responder {
  readonly id: string;
  readonly request: Request;
  readonly response: Response;
  /** The caller's participant, after authentication. */
  participant: number | undefined;
  readonly #route: Pick<Route, "path" | "dialect">;
  readonly #log: Logger;
  readonly #metrics: HttpMetrics;
  readonly #startedAt = performance.now();
  #code: string | undefined;

  /** @param route its path template goes to log and metrics. The request's path may contain identifiers. */
  constructor(
    request: Request,
    response: Response,
    route: Pick<Route, "path" | "dialect">,
    log: Logger,
    metrics: HttpMetrics,
  ) {
    this.request = request;
    this.response = response;
    this.id = readRequestId(request) ?? randomUUID();
    this.#route = route;
    this.#log = log;
    this.#metrics = metrics;
  }

  /** Sends a handler's answer. Resolves for a stream when it ends or the client disconnects. */
  async reply(reply: Reply): Promise<void> {
    const { status, stream, headers } = reply;
    if (stream !== undefined) {
      this.response.writeHead(status, this.#headers(headers));
      if (this.request.method === "HEAD") this.response.end();
      else await stream(this.response);
      this.#finish(status);
      return;
    }
    this.#write(status, contentOf(reply), this.#jsonType(), headers);
  }

  /** Sends the problem document of an error, and logs an unexpected error. */
  fail(error: unknown): void {
    const problem = this.#route.dialect.problem(problemOf(error, this.id));
    this.#code = problem.code;
    if (problem.code === "InternalError")
      this.#log.error({ request: this.id, route: this.#route.path, err: error }, "failed");
    if (this.response.headersSent) {
      // A stream failed after its status was sent. Only a broken connection can still report the failure.
      this.response.destroy();
      this.#finish(problem.status);
      return;
    }
    this.#write(problem.status, JSON.stringify(problem), PROBLEM_TYPE, problemHeaders(error, this.request));
  }

  #write(status: number, content: string | Buffer, type: string, headers: Reply["headers"]): void {
    const length = Buffer.byteLength(content);
    const all = this.#headers(headers);
    if (length > 0) all["Content-Type"] ??= type;
    if (status !== 204 && status !== 304) all["Content-Length"] = String(length);
    if (!this.request.complete) this.#dropBody(all);
    this.response.writeHead(status, all);
    // Node sends text together with the head; a Buffer would need a second write.
    this.response.end(status === 304 ? undefined : content);
    this.#finish(status);
  }

  /**
   * Reads and drops the rest of a refused body, to keep the connection open. Closes the connection if the body is too
   * long.
   */
  #dropBody(headers: Record<string, string>): void {
    if (Number(this.request.headers["content-length"] ?? Infinity) > DROPPED_BYTES) headers["Connection"] = "close";
    this.request.resume();
  }

  #headers(headers: Reply["headers"]): Record<string, string> {
    return {
      ...API_HEADERS,
      ...this.#route.dialect.headers,
      "Cache-Control": this.participant === undefined ? "no-cache" : "private, no-cache",
      Vary: "Authorization, X-API-Key, Cookie, Accept, Origin",
      "X-Request-Id": this.id,
      ...headers,
    };
  }

  /** The JSON media type that the client prefers: every EPCIS answer is JSON and JSON-LD. */
  #jsonType(): string {
    const { jsonTypes } = this.#route.dialect;
    return preferredType(this.request.headers.accept, jsonTypes) ?? jsonTypes[0];
  }

  #finish(status: number): void {
    const ms = performance.now() - this.#startedAt;
    const { method } = this.request;
    this.#metrics.answered(method, this.#route.path, status, ms / 1000);
    const { participant } = this;
    this.#log.info(
      {
        request: this.id,
        method,
        route: this.#route.path,
        status,
        ms: Math.round(ms * 1000) / 1000,
        participant,
        code: this.#code,
      },
      "answered",
    );
  }
}

function problemHeaders(error: unknown, request: Request): Record<string, string> {
  if (!PortolanError.is(error)) return {};
  const { facts } = error;
  const headers: Record<string, string> = {};
  if (facts["retryAfter"] !== undefined) headers["Retry-After"] = String(facts["retryAfter"]);
  if (error.code === "MethodNotAllowed") headers["Allow"] = String(facts["allowed"]);
  if (PROBLEM_STATUS[error.code] === 401) {
    const given = request.headers.authorization !== undefined || request.headers["x-api-key"] !== undefined;
    headers["WWW-Authenticate"] = `Bearer realm="portolan"${given ? ', error="invalid_token"' : ""}`;
  }
  if (error.code === "ScopeMissing") {
    headers["WWW-Authenticate"] =
      `Bearer realm="portolan", error="insufficient_scope", scope="${String(facts["required"])}"`;
  }
  return headers;
}
