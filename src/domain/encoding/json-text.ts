declare const holds: unique symbol;

/** JSON text, typed by the value that it holds. */
export type JsonText<Value> = string & { readonly [holds]: Value };

/** Writes a value that JSON can carry without loss. */
export function toJsonText<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value) as JsonText<Value>;
}

/** Reads a text of {@link toJsonText} or `canonicalJson`. @throws SyntaxError for a damaged text. */
export function fromJsonText<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text) as Value;
}
