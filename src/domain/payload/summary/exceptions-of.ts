import { isJsonObject, type JsonObject } from "../../encoding/json.ts";
import { shortText, SUMMARY_LIST } from "./short-text.ts";

/** Something that a party found otherwise than it should be. */
export interface ReportedException {
  /** Such as `seal`, `quantity` or `condition`. */
  readonly type: string;
  readonly description?: string;
}

/** The exceptions that a payload reports; `undefined` when it reports none. */
export function exceptionsOf(payload: JsonObject): ReportedException[] | undefined {
  const told = payload["portolan:exceptions"];
  if (!Array.isArray(told)) return undefined;
  const exceptions = (told as readonly unknown[])
    .slice(0, SUMMARY_LIST)
    .filter(isJsonObject)
    .flatMap((exception) => {
      const type = shortText(exception["type"]);
      const description = shortText(exception["description"]);
      return type === undefined ? [] : [{ type, ...(description && { description }) }];
    });
  return exceptions.length === 0 ? undefined : exceptions;
}
