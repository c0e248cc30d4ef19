/** The part of JSON Schema (2020-12) that describes payloads and records of acts. Forms are generated from it. */
export interface FieldSchema {
  readonly $schema?: string;
  readonly type: "string" | "number" | "boolean" | "array" | "object";
  readonly format?: "date-time" | "un-locode";
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  /** 0 for a required list that may be empty. */
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: FieldSchema;
  /** Absent for an object of any members. */
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** Groups of members; at least one member of each group is required. */
  readonly allOf?: readonly { readonly anyOf: readonly { readonly required: readonly [string] }[] }[];
}
