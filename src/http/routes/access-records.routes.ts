import { Type } from "@sinclair/typebox";
import {
  AccessAnchorPageSchema,
  AccessProofSchema,
  AccessRecordPageSchema,
  ShipmentReadPageSchema,
} from "../../api/access-record.ts";
import { auditEvents, FHIR_TYPE } from "../../api/audit-events.ts";
import { PAGE_QUERY } from "../../api/page.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import {
  listAccessAnchors,
  listAccessRecords,
  listReadsOfShipment,
  proveAccessRecord,
} from "../../gateway/reads/read-access-records.ts";
import { JSON_TYPE } from "../serve/read-json.ts";
import { route } from "../serve/route.ts";

const tag = "Access records";

const list = route({
  method: "get",
  path: "/v1/access-records",
  operation: "listAccessRecords",
  tag,
  summary: "List what the caller's authority read, newest first",
  description:
    "Every answer that showed payloads to a customs agency or a tribunal, with what it stated in `Access-Context`. Reading this list is recorded too. `application/fhir+json` gives the page as a Bundle of AuditEvent resources of FHIR R4.",
  access: "read",
  headers: ["Access-Context"],
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of records.", schema: AccessRecordPageSchema } },
  alternatives: [FHIR_TYPE],
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query, prefers }, { reading }) => {
  const page = await listAccessRecords(reading, caller, query);
  if (prefers(JSON_TYPE, FHIR_TYPE) !== FHIR_TYPE) return { status: 200, body: page };
  const text = JSON.stringify(auditEvents(page.items));
  return { status: 200, text, headers: { "Content-Type": FHIR_TYPE } };
});

const anchors = route({
  method: "get",
  path: "/v1/access-records/anchors",
  operation: "listAccessAnchors",
  tag,
  summary: "List the acts that put roots of the caller's access records on chain, newest first",
  access: "read",
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of anchors.", schema: AccessAnchorPageSchema } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => {
  return { status: 200, body: await listAccessAnchors(reading, caller, query) };
});

const proof = route({
  method: "get",
  path: "/v1/access-records/{number}/proof",
  operation: "proveAccessRecord",
  tag,
  summary: "Prove that a record of the caller's authority is under a root on chain",
  access: "read",
  params: inline({ number: Type.Integer({ minimum: 1, maximum: 2 ** 50 }) }),
  replies: { 200: { description: "The proof.", schema: AccessProofSchema } },
  problems: ["AccessRecordUnknown", "AccessRecordNotAnchored"],
}).handledBy(async ({ caller, params: { number } }, { reading }) => {
  return { status: 200, body: await proveAccessRecord(reading, caller, number) };
});

const ofShipment = route({
  method: "get",
  path: "/v1/shipments/{id}/reads",
  operation: "listReadsOfShipment",
  tag,
  summary: "List which authorities read the payloads of a shipment, newest first",
  description:
    "For the consignor and the custodians of the shipment. A read for a discreet purpose (sighting, surveillance, analysis, investigation) is shown after 90 days, all others at once. An authority sees its own reads; for other callers the list is empty.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of reads.", schema: ShipmentReadPageSchema } },
  problems: ["ShipmentUnknown", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query }, { reading }) => {
  return { status: 200, body: await listReadsOfShipment(reading, caller, id, query) };
});

export const ACCESS_RECORD_ROUTES = [list, anchors, proof, ofShipment];
