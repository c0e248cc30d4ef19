import { parseIdentifier } from "../../identifiers/identifier.ts";
import { elementsOf, type JsonObject } from "../../encoding/json.ts";

/** Most children in one summary. A summary with more omits them, so that no finding follows from them. */
const MAX_CHILDREN = 500;

/** Canonical URIs of the `childEPCs` of an aggregation or association; `undefined` without any or with too many. */
export function childrenOf(payload: JsonObject): string[] | undefined {
  const children = elementsOf(payload["childEPCs"]);
  if (children.length === 0 || children.length > MAX_CHILDREN) return undefined;
  return children.filter((child) => typeof child === "string").map(canonical);
}

function canonical(child: string): string {
  try {
    return parseIdentifier(child).uri;
  } catch {
    return child.slice(0, 500);
  }
}
