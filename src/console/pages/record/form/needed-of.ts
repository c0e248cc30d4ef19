import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";

/** Members of which one is needed, for each such group: those that are needed by themselves stand alone. */
export function neededOf({ required = [], allOf = [] }: FieldSchema): readonly (readonly string[])[] {
  return [...required.map((member) => [member]), ...allOf.map(({ anyOf }) => anyOf.map(({ required: [one] }) => one))];
}
