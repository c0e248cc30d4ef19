import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { createHash } from "node:crypto";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readSession } from "./session-cookie.ts";

/** Maximum of the `wait` preference, in seconds. */
export const MAX_WAIT_SECONDS = 60;

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads the `Idempotency-Key` of a request, with the digest of method, path and body (SHA-256, hexadecimal).
 *
 * @throws PortolanError `RequestInvalid`.
 */
export function readIdempotency(request: IncomingMessage, body: Buffer): { key: string; digest: string } | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key !== "string" || !VISIBLE_ASCII.test(key)) {
    const problems = ["#/Idempotency-Key must be 1 to 255 visible ASCII characters"];
    throw new PortolanError("RequestInvalid", { part: "header", problems });
  }
  const digest = createHash("sha256").update(`${request.method} ${request.url}\n`).update(body).digest("hex");
  return { key, digest };
}

/**
 * Reads the `wait` preference (RFC 7240, 4.3) in milliseconds, at most {@link MAX_WAIT_SECONDS} seconds; 0 if it is absent.
 * Ignores a malformed preference, as the RFC requires.
 */
export function readWait(request: IncomingMessage): number {
  const preferences = request.headers["prefer"];
  if (preferences === undefined) return 0;
  const [, seconds] = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(String(preferences)) ?? [];
  return seconds === undefined ? 0 : Math.min(Number(seconds), MAX_WAIT_SECONDS) * 1000;
}

/**
 * Reads the credential of a request from its header fields, otherwise from the session cookie.
 *
 * @throws PortolanError `NotAuthenticated` without a credential; the errors of {@link readSentCredential}.
 */
export function readCredential(request: IncomingMessage): string {
  const credential = readSentCredential(request.headers) ?? readSession(request);
  if (credential === undefined) throw new PortolanError("NotAuthenticated", {});
  return credential;
}

/**
 * Reads the credential from `Authorization: Bearer` (RFC 6750, 2.1) or `X-API-Key`.
 *
 * @throws PortolanError `CredentialInvalid` for a malformed field; `RequestInvalid` for two different credentials.
 */
export function readSentCredential({ authorization, ...fields }: IncomingHttpHeaders): string | undefined {
  const key = fields["x-api-key"];
  const bearer = authorization === undefined ? undefined : readBearer(authorization);
  if (key === undefined) return bearer;
  if (!VISIBLE.test(String(key))) throw malformed("`X-API-Key` has no value, or several");
  if (bearer !== undefined && bearer !== key) {
    const problems = ["#/X-API-Key must be the credential in Authorization, or absent"];
    throw new PortolanError("RequestInvalid", { part: "header", problems });
  }
  return String(key);
}

const VISIBLE = /^\S+$/;

function readBearer(field: string): string {
  if (!/^bearer +\S+$/i.test(field)) throw malformed("the header is not `Authorization: Bearer …`");
  return field.slice(field.lastIndexOf(" ") + 1);
}

function malformed(reason: string): PortolanError {
  return new PortolanError("CredentialInvalid", { credential: "credential", reason });
}

const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** Reads the client's `X-Request-Id`; `undefined` unless it has 8 to 128 characters that are safe in a log. */
export function readRequestId(request: IncomingMessage): string | undefined {
  const id = request.headers["x-request-id"];
  return typeof id === "string" && REQUEST_ID.test(id) ? id : undefined;
}
