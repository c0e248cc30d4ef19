declare const holds: unique symbol;

/** JSON text, typed by the value that it holds. */
export type JsonText<Value> = string & { readonly [holds]: Value };

/** Writes a value that JSON carries without loss. */
export function toJsonText<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value) as JsonText<Value>;
}

/** Reads a text that {@link toJsonText} or `canonicalJson` wrote. @throws SyntaxError for a damaged one. */
export function fromJsonText<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text) as Value;
}
