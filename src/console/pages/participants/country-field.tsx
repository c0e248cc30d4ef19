import { isCountryCode, countryAdvice } from "../../../domain/places/country.ts";
import { Field } from "../../parts/field.tsx";
import { text } from "../../texts/text.ts";

interface CountryFieldProps {
  readonly value: string;
  readonly onChange: (country: string) => void;
}

/** The code of a country as people type it: in any case, with spaces around it. */
export const readCountry = (typed: string): string => typed.trim().toUpperCase();

/** A country's code. A code of no country is named, with the right one for a usual mistake. */
export function CountryField({ value, onChange }: CountryFieldProps) {
  const code = readCountry(value);
  const isComplete = code.length === 2;
  return (
    <Field
      label={text("participants.country")}
      hint={text("participants.countryHint")}
      problem={
        isComplete && !isCountryCode(code)
          ? text("participants.noCountry", { code, advice: countryAdvice(code) })
          : undefined
      }
      value={value}
      onChange={({ target }) => onChange(target.value)}
      pattern="\s*[A-Za-z]{2}\s*"
      required
    />
  );
}
