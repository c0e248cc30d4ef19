import { useId, useRef } from "react";
import { flushSync } from "react-dom";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { Labelled } from "../../../parts/field.tsx";
import { text } from "../../../texts/text.ts";
import { choiceOf, hintOf, labelOf, neededOf } from "./members.ts";
import type { Problems } from "./problems.ts";
import { TextControl } from "./text-control.tsx";
import { asList, asMembers, asText, type Typed, type TypedMembers } from "./typed.ts";

interface SchemaFieldProps {
  /** The member's name, which is its key in the catalogue. */
  readonly name: string;
  readonly schema: FieldSchema;
  readonly typed: Typed | undefined;
  readonly onChange: (typed: Typed) => void;
  /** Pointer of the field, which is its key in the problems. */
  readonly at: string;
  readonly problems: Problems;
  readonly needed?: boolean;
}

/** Renders the fields of a value by its schema. */
function SchemaField(props: SchemaFieldProps) {
  const { name, schema, typed, onChange, at, problems, needed = false } = props;
  if (schema.type === "array")
    return schema.uniqueItems === true && schema.items?.enum !== undefined ? (
      <ChoicesField {...props} choices={schema.items.enum} />
    ) : (
      <ListField {...props} />
    );
  if (schema.type === "object")
    return schema.properties === undefined ? <ListField {...props} schema={ROWS} /> : <GroupField {...props} />;
  return (
    <Labelled label={labelOf(name)} hint={hintOf(name)} problem={problems[at]} needed={needed}>
      {(control) => (
        <TextControl name={name} schema={schema} value={asText(typed)} onChange={onChange} control={control} />
      )}
    </Labelled>
  );
}

interface MembersProps {
  readonly schema: FieldSchema;
  /** The schema's members to render, in this order; all members when absent. */
  readonly only?: readonly string[];
  readonly typed: TypedMembers;
  readonly onChange: (typed: TypedMembers) => void;
  readonly at: string;
  readonly problems: Problems;
}

/** Renders the members of an object, each with its fields. */
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

/** The rows in which the members of an object of any members are typed. */
const ROWS: FieldSchema = {
  type: "array",
  maxItems: 100,
  items: {
    type: "object",
    properties: { name: { type: "string" }, text: { type: "string", maxLength: 20_000 } },
  },
};

/** Renders an object under its label. */
function GroupField({ name, schema, typed, onChange, at, problems, needed = false }: SchemaFieldProps) {
  const id = useId();
  const problem = problems[at];
  return (
    <fieldset className="list" aria-describedby={problem && `${id}-problem`}>
      <Legend name={name} needed={needed} />
      <div className="item">
        <Members schema={schema} typed={asMembers(typed)} onChange={onChange} at={at} problems={problems} />
      </div>
      <ListProblem id={id} problem={problem} />
    </fieldset>
  );
}

/** Renders a set of choices, each with a box to tick. */
function ChoicesField(props: SchemaFieldProps & { readonly choices: readonly string[] }) {
  const { name, typed, onChange, at, problems, needed = false, choices } = props;
  const id = useId();
  const chosen = asList(typed).map(asText);
  const problem = problems[at];
  const toggle = (choice: string, on: boolean) =>
    onChange(choices.filter((one) => (one === choice ? on : chosen.includes(one))));
  return (
    <fieldset className="list choices" aria-describedby={problem && `${id}-problem`}>
      <Legend name={name} needed={needed} />
      <div className="row">
        {choices.map((choice) => (
          <label key={choice} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              aria-invalid={problem !== undefined}
              onChange={({ target }) => toggle(choice, target.checked)}
            />
            <span>{choiceOf(name, choice)}</span>
          </label>
        ))}
      </div>
      <ListProblem id={id} problem={problem} />
    </fieldset>
  );
}

function Legend({ name, needed }: { readonly name: string; readonly needed: boolean }) {
  return (
    <>
      <legend>
        {labelOf(name)} {needed && <span className="needed">{text("form.needed")}</span>}
      </legend>
      {hintOf(name) !== undefined && <span className="hint">{hintOf(name)}</span>}
    </>
  );
}

function ListProblem({ id, problem }: { readonly id: string; readonly problem: string | undefined }) {
  if (problem === undefined) return null;
  return (
    <span className="problem" id={`${id}-problem`}>
      {problem}
    </span>
  );
}

/** Renders a list whose items have their own fields and can be added and removed. */
function ListField({ name, schema, typed, onChange, at, problems, needed = false }: SchemaFieldProps) {
  const id = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const { items } = schema;
  if (items === undefined) return null;
  const listed = asList(typed);
  const blank: Typed = items.type === "object" ? {} : "";
  const label = labelOf(name);
  const add = () => {
    // Rendered immediately, so that the next key press reaches the new item's field.
    flushSync(() => onChange([...listed, blank]));
    const added = [...(box.current?.querySelectorAll(":scope > .item") ?? [])].at(-1);
    added?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  };
  const replace = (index: number, next: Typed) => onChange(listed.with(index, next));
  const remove = (index: number) => onChange(listed.toSpliced(index, 1));
  const problem = problems[at];
  return (
    <fieldset ref={box} className="list" aria-describedby={problem && `${id}-problem`}>
      <Legend name={name} needed={needed} />
      {listed.map((item, index) => (
        <div key={index} className="item">
          {items.type === "object" ? (
            <Members
              schema={items}
              typed={asMembers(item)}
              onChange={(next) => replace(index, next)}
              at={`${at}/${index}`}
              problems={problems}
            />
          ) : (
            <Labelled label={text("form.item", { label, number: index + 1 })} problem={problems[`${at}/${index}`]}>
              {(control) => (
                <TextControl
                  name={name}
                  schema={items}
                  value={asText(item)}
                  onChange={(next) => replace(index, next)}
                  control={control}
                />
              )}
            </Labelled>
          )}
          <button type="button" className="button quiet" onClick={() => remove(index)}>
            {text("form.remove")}
            <span className="unseen"> {text("form.item", { label, number: index + 1 })}</span>
          </button>
        </div>
      ))}
      <ListProblem id={id} problem={problem} />
      <div>
        <button
          type="button"
          className="button"
          onClick={add}
          disabled={listed.length >= (schema.maxItems ?? Infinity)}
          aria-invalid={problem !== undefined}
        >
          {text("form.add")}
          <span className="unseen"> {label}</span>
        </button>
      </div>
    </fieldset>
  );
}
