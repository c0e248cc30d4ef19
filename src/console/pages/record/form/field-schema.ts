/** The part of JSON Schema (2020-12) that payloads are described in, and forms are made from. */
export interface FieldSchema {
  readonly type: "string" | "number" | "array" | "object";
  readonly format?: "date-time" | "un-locode";
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maxItems?: number;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** Groups of members of which one is needed. */
  readonly allOf?: readonly { readonly anyOf: readonly { readonly required: readonly [string] }[] }[];
}

/** Members of which one is needed, for each such group: those that are needed by themselves stand alone. */
export function neededOf({ required = [], allOf = [] }: FieldSchema): readonly (readonly string[])[] {
  return [...required.map((member) => [member]), ...allOf.map(({ anyOf }) => anyOf.map(({ required: [one] }) => one))];
}
