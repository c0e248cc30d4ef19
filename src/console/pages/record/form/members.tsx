import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { neededOf } from "./needed-of.ts";
import type { Problems } from "./problems-of.ts";
import { SchemaField } from "./schema-field.tsx";
import type { TypedMembers } from "./typed.ts";

interface MembersProps {
  readonly schema: FieldSchema;
  /** Which of the schema's members, in this order; all, when absent. */
  readonly only?: readonly string[];
  readonly typed: TypedMembers;
  readonly onChange: (typed: TypedMembers) => void;
  readonly at: string;
  readonly problems: Problems;
}

/** The members of an object, each with its fields. */
export function Members({ schema, only, typed, onChange, at, problems }: MembersProps) {
  const properties = schema.properties ?? {};
  const needed = new Set(neededOf(schema).flatMap((group) => (group.length === 1 ? group : [])));
  return (
    <div className="members">
      {(only ?? Object.keys(properties)).map((name) => {
        const part = properties[name];
        return part === undefined ? null : (
          <SchemaField
            key={name}
            name={name}
            schema={part}
            typed={typed[name]}
            onChange={(next) => onChange({ ...typed, [name]: next })}
            at={`${at}/${name}`}
            problems={problems}
            needed={needed.has(name)}
          />
        );
      })}
    </div>
  );
}
