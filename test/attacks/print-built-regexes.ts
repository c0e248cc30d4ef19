import type { FieldSchema } from "../../src/domain/payload/field-schema.ts";
import type { Typed } from "../../src/console/pages/record/form/typed.ts";
import type { FoundRegex } from "./regexes-of-source.ts";

// Prints, as JSON lines, every regular expression that our code, the API's validators, the exchange's readers, the
// console's forms and the router build at run time. It runs as a separate process, before any other module is loaded.
const built = new Map<string, FoundRegex>();
globalThis.RegExp = new Proxy(RegExp, {
  construct(target, [source, flags = ""]: [string, string?]) {
    const { stack = "" } = new Error();
    const where = /\/((?:src|node_modules\/(?:router|path-to-regexp|ajv))\/[^\s()]+:\d+):\d+/.exec(stack)?.[1];
    if (where !== undefined) built.set(`${where} ${source}`, { where, source: String(source), flags });
    return new target(source, flags);
  },
});

const { call } = await import("../http/api-client.ts");
const { startApi } = await import("../http/start-api.ts");
const { parseEvidencePolicy } = await import("../../src/audit/evidence/evidence-policy.ts");
const { problemsOf } = await import("../../src/console/pages/record/form/problems.ts");
const { fitsField } = await import("../../src/domain/payload/fits-field.ts");
const { checkEvent } = await import("../../src/epcis/event/check-event.ts");
const { Context } = await import("../../src/epcis/event/context.ts");
const { STANDARD_SCHEMAS } = await import("../../src/epcis/event/event-schema.ts");
const { readDocument } = await import("../../src/epcis/capture/read-document.ts");
// Importing the kinds of messages compiles their schemas.
await import("../../src/exchange/digest.ts");
await import("../../src/exchange/erasure.ts");
await import("../../src/exchange/open-parcels.ts");
await import("../../src/exchange/receipts.ts");
await import("../../src/exchange/want.ts");
const { parseIdentifier } = await import("../../src/domain/identifiers/identifier.ts");

const api = await startApi();
parseEvidencePolicy({ ledger: `0x${"11".repeat(20)}` });
parseIdentifier("urn:epc:id:sscc:4012345.1234567890");
// The first check of a type compiles its schema.
for (const type of [...Object.keys(STANDARD_SCHEMAS), "https://example.com/types/own"])
  checkEvent({ type }, Context.STANDARD);
for (const type of ["EPCISDocument", "EPCISQueryDocument"]) {
  try {
    readDocument({ type });
  } catch {
    // The document has only a type, and is refused.
  }
}
const kinds = await call(api.url, "GET", "/v1/kinds", { token: await api.token(1, "read") });
for (const { payload } of kinds.body.items as { payload: FieldSchema }[]) {
  problemsOf(payload, typedInto(payload));
  for (const field of Object.values(payload.properties ?? {}))
    fitsField(field, field.items === undefined ? "text" : ["text"]);
}
await api.stop();
for (const regex of built.values()) process.stdout.write(`${JSON.stringify(regex)}\n`);

/** A form with a text in every field. */
function typedInto({ properties, items }: FieldSchema): Typed {
  if (items !== undefined) return [typedInto(items)];
  if (properties === undefined) return "text";
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, typedInto(field)]));
}
