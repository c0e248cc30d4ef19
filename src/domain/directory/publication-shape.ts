import { ZERO_BYTES32 } from "../entry.ts";
import { type Refusal, refuse } from "../rules/refusal.ts";
import type { Publication } from "./directory-event.ts";
import { keyBytesOf } from "./hpke-suite.ts";

const MAX_ENDPOINT_BYTES = 255;
const PRINTABLE = /^[!-~]*$/;

/** The checks of a publication or a recovery that need no state. */
export function checkPublicationShape({
  participant,
  endpoint,
  suite,
  key,
  validFrom,
  validUntil,
}: Publication): Refusal | undefined {
  const endpointBytes = Buffer.byteLength(endpoint);
  if (endpointBytes > MAX_ENDPOINT_BYTES || !PRINTABLE.test(endpoint))
    return refuse("MemberDirectoryInvalidEndpoint", { participant, length: endpointBytes });
  const keyBytes = (key.length - 2) / 2;
  if (suite === 0 && keyBytes === 0)
    return validFrom === 0 && validUntil === 0
      ? undefined
      : refuse("MemberDirectoryInvalidInterval", { key: ZERO_BYTES32, validFrom, validUntil });
  return keyBytes === keyBytesOf(suite)
    ? undefined
    : refuse("MemberDirectoryInvalidKey", { participant, suite, length: keyBytes });
}
