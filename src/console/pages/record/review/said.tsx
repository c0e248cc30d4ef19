import { parseInstant } from "../../../../domain/encoding/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../domain/encoding/json.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { text, textIfAny } from "../../../texts/text.ts";
import { Time } from "../../../times/time.tsx";
import { labelOf } from "../form/members.ts";

/** Renders a payload's members that the schema names, with the labels of the form. */
export function Said({ schema, payload }: { readonly schema: FieldSchema; readonly payload: JsonObject }) {
  const members = Object.entries(schema.properties ?? {}).filter(([member]) => payload[member] !== undefined);
  if (members.length === 0) return <p className="soft">{text("review.nothing")}</p>;
  return (
    <dl className="facts">
      {members.map(([member, part]) => (
        <div key={member} className="fact">
          <dt>{labelOf(member)}</dt>
          <dd>
            <Value name={member} schema={part} value={payload[member] ?? null} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({
  name,
  schema,
  value,
}: {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly value: JsonValue;
}) {
  const { items } = schema;
  if (items !== undefined && Array.isArray(value)) {
    return (
      <ul className="plain">
        {value.map((item: JsonValue, index) => (
          <li key={index}>{isJsonObject(item) ? <Said schema={items} payload={item} /> : String(item)}</li>
        ))}
      </ul>
    );
  }
  const at = schema.format === "date-time" ? parseInstant(value) : undefined;
  if (at !== undefined) return <Time at={at} />;
  return <span className="said">{textIfAny(`member.${name}.${String(value)}`) ?? String(value)}</span>;
}
