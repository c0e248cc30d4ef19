import { Agent } from "undici";
import { lookupPublic } from "./public-address.ts";

/** Timeout of a connection, in milliseconds. */
const CONNECT_MS = 10_000;

/**
 * Creates the HTTP client for addresses that others chose. It resolves a name once for each connection, checks its
 * addresses and connects to one of them. So an attacker gains nothing from a name that later resolves to another
 * address. It follows no redirection.
 *
 * @param answerMs Timeout of an answer, in milliseconds.
 * @param minVersion The lowest accepted version of TLS.
 */
export function createOutgoingAgent(
  allowPrivate: boolean,
  answerMs: number,
  minVersion: "TLSv1.2" | "TLSv1.3" = "TLSv1.2",
): Agent {
  return new Agent({
    connect: { timeout: CONNECT_MS, minVersion, ...(!allowPrivate && { lookup: lookupPublic }) },
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxHeaderSize: 16_384,
  });
}
