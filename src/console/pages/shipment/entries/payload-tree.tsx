import type { JsonValue } from "../../../../domain/encoding/json.ts";

type Scalar = string | number | boolean | null;

/** A payload, member by member. The gateway limits the depth and size of accepted payloads. */
export function PayloadTree({ value }: { readonly value: JsonValue }) {
  if (isLine(value)) return <code>{Array.isArray(value) ? value.map(say).join(", ") : say(value)}</code>;
  const members: readonly (readonly [string, JsonValue])[] = Array.isArray(value)
    ? value.map((item: JsonValue, index) => [String(index + 1), item] as const)
    : Object.entries(value as Readonly<Record<string, JsonValue>>);
  return (
    <dl className="facts payload">
      {members.map(([name, member]) => (
        <div key={name} className={isLine(member) ? "" : "deep"}>
          <dt>{name}</dt>
          <dd>
            <PayloadTree value={member} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether a value fits one line; others stand indented under their name. */
function isLine(value: JsonValue): value is Scalar | Scalar[] {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isScalar(value: JsonValue): value is Scalar {
  return value === null || typeof value !== "object";
}

/** The value as written. A text that resembles another type keeps its quotes. */
function say(value: Scalar): string {
  return typeof value === "string" && !/^(?:$|[\s\d+-]|true$|false$|null$)|,|\s$/.test(value)
    ? value
    : JSON.stringify(value);
}
