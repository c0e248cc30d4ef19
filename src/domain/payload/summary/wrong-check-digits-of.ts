import type { JsonObject } from "../../encoding/json.ts";
import { wrongCheckDigitOf, type WrongCheckDigit } from "../../identifiers/wrong-check-digit.ts";
import { unitsIn } from "../units-in.ts";
import { SUMMARY_LIST } from "./short-text.ts";

/** The units of an EPCIS event whose check digits are wrong, at most {@link SUMMARY_LIST}; `undefined` without any. */
export function wrongCheckDigitsOf(payload: JsonObject): WrongCheckDigit[] | undefined {
  const wrong = unitsIn(payload)
    .map(({ identifier }) => wrongCheckDigitOf(identifier))
    .filter((one) => one !== undefined)
    .slice(0, SUMMARY_LIST);
  return wrong.length === 0 ? undefined : wrong;
}
