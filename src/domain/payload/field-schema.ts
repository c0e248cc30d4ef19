/** The part of JSON Schema (2020-12) that describes payloads. Forms are generated from it. */
export interface FieldSchema {
  readonly $schema?: string;
  readonly type: "string" | "number" | "array" | "object";
  readonly format?: "date-time" | "un-locode";
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maxItems?: number;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** Groups of members; at least one member of each group is required. */
  readonly allOf?: readonly { readonly anyOf: readonly { readonly required: readonly [string] }[] }[];
}
