import { parseIdentifier } from "../../identifiers/identifier.ts";
import type { JsonObject } from "../../encoding/json.ts";

/** Children in one summary: beyond it nothing is concluded from them. */
const MAX_CHILDREN = 500;

/** `childEPCs` of an aggregation or association in their canonical form; absent when there are too many. */
export function childrenOf(payload: JsonObject): string[] | undefined {
  const told = payload["childEPCs"];
  if (!Array.isArray(told) || told.length === 0 || told.length > MAX_CHILDREN) return undefined;
  return (told as readonly unknown[]).filter((child) => typeof child === "string").map(canonical);
}

function canonical(child: string): string {
  try {
    return parseIdentifier(child).uri;
  } catch {
    return child.slice(0, 500);
  }
}
