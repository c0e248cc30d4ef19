import { hintOf, labelOf } from "./label-of.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { ListField } from "./list-field.tsx";
import { Members } from "./members.tsx";
import type { Problems } from "./problems-of.ts";
import { TextControl } from "./text-control.tsx";
import { Labelled } from "./labelled.tsx";
import { asMembers, asText, type Typed } from "./typed.ts";

export interface SchemaFieldProps {
  /** The member's own name, by which the catalogue knows it. */
  readonly name: string;
  readonly schema: FieldSchema;
  readonly typed: Typed | undefined;
  readonly onChange: (typed: Typed) => void;
  /** Pointer of the field, by which problems know it. */
  readonly at: string;
  readonly problems: Problems;
  readonly needed?: boolean;
}

/** The fields of a value, whatever its schema. */
export function SchemaField(props: SchemaFieldProps) {
  const { name, schema, typed, onChange, at, problems, needed = false } = props;
  if (schema.type === "array") return <ListField {...props} />;
  if (schema.type === "object") {
    return <Members schema={schema} typed={asMembers(typed)} onChange={onChange} at={at} problems={problems} />;
  }
  return (
    <Labelled label={labelOf(name)} hint={hintOf(name)} problem={problems[at]} needed={needed}>
      {(control) => (
        <TextControl name={name} schema={schema} value={asText(typed)} onChange={onChange} control={control} />
      )}
    </Labelled>
  );
}
