import { parseInstant } from "../../../domain/encoding/instant.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../../domain/encoding/json.ts";
import type { FieldSchema } from "../../../domain/payload/field-schema.ts";
import { Fact } from "../../parts/fact.tsx";
import { Time } from "../../times/time.tsx";
import { choiceOf, labelOf } from "../record/form/members.ts";

/** The members of a record as labelled text, those of the schema first, others under their own names. */
export function RecordFacts({ schema, record }: { readonly schema: FieldSchema; readonly record: JsonObject }) {
  const { properties = {} } = schema;
  const known = Object.keys(properties).filter((name) => record[name] !== undefined);
  const names = [...known, ...Object.keys(record).filter((name) => !known.includes(name))];
  return (
    <dl className="facts">
      {names.map((name) => (
        <Fact key={name} name={properties[name] === undefined ? <bdi>{name}</bdi> : labelOf(name)}>
          <Value name={name} schema={properties[name]} value={record[name] ?? null} />
        </Fact>
      ))}
    </dl>
  );
}

interface ValueProps {
  readonly name: string;
  readonly schema: FieldSchema | undefined;
  readonly value: JsonValue;
}

function Value({ name, schema, value }: ValueProps) {
  if (isJsonArray(value)) {
    if (value.length === 0) return <span className="soft">—</span>;
    return (
      <ul className="plain">
        {value.map((item, index) => (
          <li key={index}>
            <Value name={name} schema={schema?.items} value={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (isJsonObject(value)) return <RecordFacts schema={schema ?? { type: "object" }} record={value} />;
  const at = schema?.format === "date-time" ? parseInstant(value) : undefined;
  if (at !== undefined) return <Time at={at} />;
  const isChoice = schema?.enum !== undefined || typeof value === "boolean";
  return <bdi className="said">{isChoice ? choiceOf(name, String(value)) : String(value)}</bdi>;
}
