import type { TSchema } from "@sinclair/typebox";
import { ACT_FORMS, REQUEST_MEMBERS } from "../../../../api/act-forms.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../../../domain/cooperation/act-rules.ts";
import { CODE_LISTS, CODE_SETS } from "../../../../domain/cooperation/code-lists.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { fieldName } from "./act-fields.ts";

/** What a form knows of the place of its act. */
export interface ActPlace {
  /** The measures that the agreement of a request covers. */
  readonly measures?: readonly string[] | undefined;
  /** The members of the request that were returned as missing; all when it is not known which. */
  readonly missing?: readonly string[] | undefined;
}

const EMPTY: FieldSchema = { type: "object", properties: {} };

/**
 * The fields of a kind's form as one schema: those of the act by the table of kinds, then those of the kind's record. Its
 * counterparty has a field of its own.
 */
export function actSchema(kind: ActKind, place: ActPlace = {}): FieldSchema {
  const head = headSchema(kind, place);
  const record = recordSchema(kind, place);
  return {
    type: "object",
    properties: { ...head.properties, ...record.properties },
    required: [...(head.required ?? []), ...(record.required ?? [])],
  };
}

/** The record of a kind, as its form asks for it. */
function recordSchema(kind: ActKind, { missing = [] }: ActPlace): FieldSchema {
  const form = ACT_FORMS[kind];
  if (form === null) return EMPTY;
  if (kind !== "Complete") return fieldsOf(form);
  // What was missing is typed in the fields of the request.
  const { properties = {} } = ACT_FORMS.Ask === null ? EMPTY : fieldsOf(ACT_FORMS.Ask);
  const members = REQUEST_MEMBERS.filter((member) => missing.length === 0 || missing.includes(member));
  const completed: FieldSchema = {
    type: "object",
    properties: Object.fromEntries(members.flatMap((name) => (properties[name] ? [[name, properties[name]]] : []))),
    required: missing.length === 0 ? [] : members,
  };
  return { type: "object", properties: { completed }, required: ["completed"] };
}

/** The schema by which a recorded act's record is shown. */
export function recordFields(kind: ActKind): FieldSchema {
  return recordSchema(kind, {});
}

function headSchema(kind: ActKind, { measures }: ActPlace): FieldSchema {
  const rule = ACT_RULES[kind];
  const list = (kind === "Ask" ? measures : undefined) ?? CODE_LISTS[kind];
  const set = CODE_SETS[kind];
  const fields: readonly (readonly [string, FieldSchema, boolean] | undefined)[] = [
    list && [fieldName(kind, "code"), { type: "string", enum: list }, true],
    // The caveats that a recipient signs are those of the offer.
    set && kind !== "SignCaveats"
      ? [
          fieldName(kind, "codes"),
          { type: "array", items: { type: "string", enum: set }, uniqueItems: true },
          rule.codes === "required",
        ]
      : undefined,
    rule.period ? [fieldName(kind, "period"), { type: "number", minimum: 1 }, true] : undefined,
    rule.until === "none"
      ? undefined
      : [fieldName(kind, "until"), { type: "string", format: "date-time" }, rule.until === "required"],
  ];
  const given = fields.filter((field) => field !== undefined);
  return {
    type: "object",
    properties: Object.fromEntries(given.map(([name, schema]) => [name, schema])),
    required: given.flatMap(([name, , needed]) => (needed ? [name] : [])),
  };
}

/** A schema of the API as the fields of a form. */
function fieldsOf(schema: TSchema): FieldSchema {
  const {
    type,
    enum: choices,
    pattern,
    maxLength,
    minItems,
    maxItems,
    uniqueItems,
    items,
    properties,
  } = asJson(schema);
  const required = asJson(schema).required ?? [];
  return {
    type,
    ...(choices && { enum: choices }),
    ...(pattern !== undefined && { pattern }),
    ...(maxLength !== undefined && { maxLength }),
    ...(maxItems !== undefined && { maxItems }),
    ...(minItems !== undefined && { minItems }),
    ...(uniqueItems !== undefined && { uniqueItems }),
    ...(items && { items: fieldsOf(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, memberOf(part, required.includes(name))]),
      ),
      required,
    }),
  };
}

/** A required list may be empty unless its schema says how many items it needs. */
function memberOf(schema: TSchema, needed: boolean): FieldSchema {
  const fields = fieldsOf(schema);
  return fields.type === "array" && needed ? { minItems: 0, ...fields } : fields;
}

/** The keywords of JSON Schema that the forms of acts use. */
interface JsonKeywords extends Omit<FieldSchema, "items" | "properties"> {
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
}

/** A schema's keywords: TypeBox's own type leaves them open. */
const asJson = (schema: TSchema): JsonKeywords => ({ type: "object", ...schema });
