import { CaseDetailSchema, OWN_CASES_QUERY, OwnCasePageSchema } from "../../api/case-detail.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { listOwnCases } from "../../gateway/cases/list-own-cases.ts";
import { readCase } from "../../gateway/cases/read-case.ts";
import { route } from "../serve/route.ts";

const tag = "Work";

const list = route({
  method: "get",
  path: "/v1/cases",
  operation: "listOwnCases",
  tag,
  summary: "List the customs cases that concern you, open ones first",
  description:
    "The cases of your agency, those that affect you as custodian or consignor, those that your tribunal decided, and the contested cases of its jurisdiction.",
  access: "read",
  query: inline(OWN_CASES_QUERY),
  replies: { 200: { description: "A page of cases.", schema: OwnCasePageSchema } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => ({
  status: 200,
  body: await listOwnCases(reading, caller, query),
}));

const read = route({
  method: "get",
  path: "/v1/cases/{hold}",
  operation: "readCase",
  tag,
  summary: "Read one customs case: what is alleged, what happened, and what you may do now",
  description:
    "The entries about the case with what the caller may read of each, and the count of what is withheld by reason and rule. For everybody who does not see the shipment, the case does not exist.",
  access: "read",
  params: inline({ hold: Bytes32Schema }),
  replies: { 200: { description: "The case.", schema: CaseDetailSchema } },
  problems: ["CaseUnknown"],
}).handledBy(async ({ caller, params: { hold } }, { reading, directory, recorder }) => ({
  status: 200,
  body: await readCase(
    { ...reading, directory, signsFor: (participant) => recorder.signsFor(participant) },
    caller,
    hold,
  ),
}));

export const CASE_ROUTES = [list, read];
