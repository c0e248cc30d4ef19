import { base64, base64urlnopad } from "@scure/base";

/** The bytes of canonical Base 64 with padding (RFC 4648, section 4); `undefined` for any other text. */
export const fromBase64 = (text: string): Uint8Array | undefined => decode(base64, text);

/** The bytes of canonical base64url without padding (RFC 4648, section 5); `undefined` for any other text. */
export const fromBase64url = (text: string): Uint8Array | undefined => decode(base64urlnopad, text);

function decode(coder: typeof base64, text: string): Uint8Array | undefined {
  try {
    return coder.decode(text);
  } catch {
    return undefined;
  }
}
