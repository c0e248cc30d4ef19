import type { JsonValue } from "../../../../domain/json.ts";

/** A payload, member by member. Payloads are bounded in depth and size where they are accepted. */
export function PayloadTree({ value }: { readonly value: JsonValue }) {
  if (value === null || typeof value !== "object") return <code>{JSON.stringify(value)}</code>;
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
