import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import type { ControlProps } from "../../../parts/field.tsx";
import { UN_LOCODE_POSITIONS } from "../../../places/place-position.ts";
import { locale } from "../../../texts/language.ts";
import { text } from "../../../texts/text.ts";
import { choiceOf } from "./members.ts";

interface TextControlProps {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly control: ControlProps;
}

/** Characters from which a text takes more than one line. */
const LONG_TEXT = 10_000;

/** Members with long texts; the texts of the others fit one line. */
const LONG: ReadonlySet<string> = new Set([
  "portolan:reason",
  "portolan:findings",
  "portolan:description",
  "description",
]);

/** The input, text area or selection of a single value. */
export function TextControl({ name, schema, value, onChange, control }: TextControlProps) {
  const change = ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value);
  const choices = schema.type === "boolean" ? ["true", "false"] : schema.enum;
  if (choices !== undefined) {
    return (
      <select {...control} value={value} onChange={change}>
        <option value="">{text("form.choose")}</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {choiceOf(name, one)}
          </option>
        ))}
      </select>
    );
  }
  if (LONG.has(name) || (schema.maxLength ?? 0) >= LONG_TEXT)
    return <textarea {...control} rows={3} value={value} onChange={change} />;
  if (schema.format === "date-time")
    return <input {...control} type="datetime-local" value={value} onChange={change} />;
  if (schema.format === "un-locode") {
    return (
      <input
        {...control}
        value={value}
        onChange={change}
        list={PLACES_LIST}
        autoCapitalize="characters"
        spellCheck={false}
        autoComplete="off"
      />
    );
  }
  return (
    <input
      {...control}
      inputMode={schema.type === "number" ? "decimal" : undefined}
      value={value}
      onChange={change}
      autoComplete="off"
    />
  );
}

/** The id of the list of place suggestions. */
const PLACES_LIST = "un-locodes";

/** UN/LOCODEs with their countries, as suggestions. Any other code may be typed. */
export function PlaceSuggestions() {
  const countries = new Intl.DisplayNames(locale(), { type: "region" });
  return (
    <datalist id={PLACES_LIST}>
      {Array.from(UN_LOCODE_POSITIONS.keys(), (code) => (
        <option key={code} value={code}>
          {countries.of(code.slice(0, 2))}
        </option>
      ))}
    </datalist>
  );
}
