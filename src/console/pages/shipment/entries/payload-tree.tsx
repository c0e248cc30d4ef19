import type { JsonValue } from "../../../../domain/json.ts";

type Scalar = string | number | boolean | null;

/** A payload, member by member. Payloads are bounded in depth and size where they are accepted. */
export function PayloadTree({ value }: { readonly value: JsonValue }) {
  if (isScalar(value)) return <code>{say(value)}</code>;
  if (Array.isArray(value) && value.every(isScalar)) return <code>{value.map(say).join(", ")}</code>;
  const members: readonly (readonly [string, JsonValue])[] = Array.isArray(value)
    ? value.map((item: JsonValue, index) => [String(index + 1), item] as const)
    : Object.entries(value as Readonly<Record<string, JsonValue>>);
  return (
    <dl className="facts payload">
      {members.map(([name, member]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <PayloadTree value={member} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isScalar(value: JsonValue): value is Scalar {
  return value === null || typeof value !== "object";
}

/** As it is written; a text that could be taken for something else keeps its quotes. */
function say(value: Scalar): string {
  return typeof value === "string" && !/^(?:$|[\s\d+-]|true$|false$|null$)|,|\s$/.test(value)
    ? value
    : JSON.stringify(value);
}
