import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isTokenRevoked, revokeToken } from "../../store/epcis/revoked-tokens.ts";
import { pageTokenKey } from "../../store/epcis/page-token-key.ts";
import type { Database } from "../../store/open-database.ts";

/** Lifetime of a page token, in seconds. */
export const TOKEN_LIFE = 86_400;

const MAC_BYTES = 16;
const keys = new WeakMap<Database, Promise<Buffer>>();

/** Reads the key that authenticates page tokens, which all gateways of a database share. */
function tokenKey(db: Database): Promise<Buffer> {
  let key = keys.get(db);
  if (key === undefined) {
    key = pageTokenKey(db, randomBytes(32).toString("hex")).then((hex) => Buffer.from(hex, "hex"));
    key.catch(() => keys.delete(db));
    keys.set(db, key);
  }
  return key;
}

/**
 * Makes a token for the next page: base64url of a truncated HMAC-SHA256, the expiry, the state and a random text. The
 * last makes each token different, because its revocation must not affect another. A client can read the state, but
 * cannot forge a token.
 *
 * @param list name of the list, its parameters and the caller, to which the token is bound.
 * @param state JSON state from which the next page starts.
 * @param now Unix seconds.
 */
export async function makePageToken(db: Database, list: string, state: object, now: number): Promise<string> {
  const body = Buffer.from(JSON.stringify([now + TOKEN_LIFE, state, randomBytes(6).toString("base64url")]));
  return Buffer.concat([await mac(db, list, body), body]).toString("base64url");
}

/**
 * Reads the state from a token of {@link makePageToken}.
 *
 * @param now Unix seconds.
 * @throws PortolanError `EpcisPageTokenInvalid` for a token that is forged, expired, revoked or bound to another list.
 */
export async function readPageToken<State extends object>(
  db: Database,
  list: string,
  token: string,
  now: number,
): Promise<State> {
  const bytes = Buffer.from(token, "base64url");
  const body = bytes.subarray(MAC_BYTES);
  const isOurs = bytes.length > MAC_BYTES && timingSafeEqual(bytes.subarray(0, MAC_BYTES), await mac(db, list, body));
  if (!isOurs) throw invalid("it belongs to another list or another ledger, or is incomplete");
  const [expiresAt, state] = JSON.parse(body.toString()) as [number, State];
  if (expiresAt < now) throw invalid("it has expired");
  if (await isTokenRevoked(db, digestOf(token))) throw invalid("it was revoked");
  return state;
}

/** Revokes a token. Ignores a text that is not a token, so that clients cannot fill the database. */
export async function revokePageToken(db: Database, token: string, now: number): Promise<void> {
  const expiresAt = expiryOf(token);
  if (expiresAt !== undefined && expiresAt >= now && expiresAt <= now + TOKEN_LIFE) {
    await revokeToken(db, digestOf(token), expiresAt, now);
  }
}

function expiryOf(token: string): number | undefined {
  try {
    const body: unknown = JSON.parse(Buffer.from(token, "base64url").subarray(MAC_BYTES).toString());
    const expiresAt: unknown = Array.isArray(body) ? body[0] : undefined;
    return typeof expiresAt === "number" && Number.isSafeInteger(expiresAt) ? expiresAt : undefined;
  } catch {
    return undefined;
  }
}

async function mac(db: Database, list: string, body: Buffer): Promise<Buffer> {
  const signed = createHmac("sha256", await tokenKey(db))
    .update(list)
    .update("\0")
    .update(body)
    .digest();
  return signed.subarray(0, MAC_BYTES);
}

const digestOf = (token: string) => createHash("sha256").update(token).digest("base64url");

const invalid = (reason: string) => new PortolanError("EpcisPageTokenInvalid", { reason });
