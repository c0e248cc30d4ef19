import { elementsOf, isJsonObject, type JsonObject } from "../../encoding/json.ts";
import { shortText, SUMMARY_LIST } from "./short-text.ts";

/** An exception that a party reported about the goods. */
export interface ReportedException {
  /** Such as `seal`, `quantity` or `condition`. */
  readonly type: string;
  readonly description?: string;
}

/** The exceptions in a payload; `undefined` without any. */
export function exceptionsOf(payload: JsonObject): ReportedException[] | undefined {
  const exceptions = elementsOf(payload["portolan:exceptions"])
    .slice(0, SUMMARY_LIST)
    .filter(isJsonObject)
    .flatMap((exception) => {
      const type = shortText(exception["type"]);
      const description = shortText(exception["description"]);
      return type === undefined ? [] : [{ type, ...(description && { description }) }];
    });
  return exceptions.length === 0 ? undefined : exceptions;
}
