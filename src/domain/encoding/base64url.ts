/** The bytes of canonical base64url without padding (RFC 4648, section 5); `undefined` for any other text. */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  const binary = atob(base64);
  // The last character may have bits that no byte takes: they are zero in the one text of each value.
  if (btoa(binary).replaceAll("=", "") !== base64) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
