import { useId, useRef } from "react";
import { flushSync } from "react-dom";
import { text } from "../../../texts/text.ts";
import { hintOf, labelOf } from "./label-of.ts";
import { Labelled } from "./labelled.tsx";
import { SchemaField, type SchemaFieldProps } from "./schema-field.tsx";
import { TextControl } from "./text-control.tsx";
import { asList, asText, type Typed } from "./typed.ts";

/** A list of which each item has its own fields, and which grows and shrinks. */
export function ListField({ name, schema, typed, onChange, at, problems, needed = false }: SchemaFieldProps) {
  const id = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const { items } = schema;
  if (items === undefined) return null;
  const listed = asList(typed);
  const blank: Typed = items.type === "object" ? {} : "";
  const label = labelOf(name);
  const add = () => {
    // Whoever adds an item goes on to fill it in: it has to be there before the next key is pressed.
    flushSync(() => onChange([...listed, blank]));
    const added = [...(box.current?.querySelectorAll(":scope > .item") ?? [])].at(-1);
    added?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  };
  const replace = (index: number, next: Typed) => onChange(listed.with(index, next));
  const remove = (index: number) => onChange(listed.toSpliced(index, 1));
  const problem = problems[at];
  return (
    <fieldset ref={box} className="list" aria-describedby={problem && `${id}-problem`}>
      <legend>
        {label} {needed && <span className="needed">{text("form.needed")}</span>}
      </legend>
      {hintOf(name) !== undefined && <span className="hint">{hintOf(name)}</span>}
      {listed.map((item, index) => (
        <div key={index} className="item">
          {items.type === "object" ? (
            <SchemaField
              name={name}
              schema={items}
              typed={item}
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
      {problem !== undefined && (
        <span className="problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
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
