import { Type } from "@sinclair/typebox";
import { ERRORS, type ErrorCode } from "../../domain/errors/table.ts";
import { ASSET_NAMES, readAsset, type AssetName } from "../pages/docs/asset.ts";
import { escapeHtml } from "../../domain/encoding/escape-html.ts";
import { htmlPage } from "../pages/html.ts";
import { PROBLEM_STATUS, PUBLIC_CODES } from "../../api/problem-status.ts";
import { titleOf } from "../serve/problem.ts";
import { route } from "../serve/route.ts";
import { ProblemTextsSchema } from "../../api/operations.ts";
import { ErrorCodeSchema } from "../../api/problem.ts";
import { inline } from "../../api/shape.ts";
import { PAGE_HEADERS } from "../serve/static-headers.ts";

const tag = "Documentation";
const HTML = "text/html";
const JSON_TYPE = "application/json";
const PAGE = { ...PAGE_HEADERS, "Content-Type": `${HTML}; charset=utf-8` };

const openApi = route({
  method: "get",
  path: "/openapi.json",
  operation: "openApi",
  tag,
  summary: "Read the OpenAPI 3.1 document of this server",
  access: "public",
  replies: { 200: { description: "The document.", media: JSON_TYPE } },
  problems: [],
}).handledBy((_request, _services, site) => ({
  status: 200,
  text: site.openApi,
  headers: { "Content-Type": JSON_TYPE },
}));

const docs = route({
  method: "get",
  path: "/docs",
  operation: "docs",
  tag,
  summary: "Open the documentation page",
  access: "public",
  replies: { 200: { description: "The page.", media: HTML } },
  problems: [],
}).handledBy(() => ({ status: 200, text: DOCS_PAGE, headers: PAGE }));

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portolan</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<script defer src="/docs/swagger-ui-bundle.js"></script>
<script defer src="/docs/start.js"></script>
</head>
<body><div id="docs"></div></body>
</html>
`;

const asset = route({
  method: "get",
  path: "/docs/{file}",
  operation: "docsFile",
  tag,
  summary: "Read a file of the documentation page",
  access: "public",
  params: inline({ file: Type.Unsafe<AssetName>({ type: "string", enum: ASSET_NAMES }) }),
  replies: { 200: { description: "The file.", media: "text/css" } },
  alternatives: ["text/javascript", "image/png"],
  problems: [],
}).handledBy(async ({ params: { file } }) => {
  const { bytes, type } = await readAsset(file);
  return { status: 200, text: bytes, headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600" } };
});

const problems = route({
  method: "get",
  path: "/problems",
  operation: "listProblems",
  tag,
  summary: "List all errors with their status and remedy",
  description: "`text/html` gives the list as a page.",
  access: "public",
  replies: { 200: { description: "The errors.", schema: ProblemTextsSchema } },
  alternatives: [HTML],
  problems: [],
}).handledBy(({ prefers }) => {
  if (prefers(JSON_TYPE, HTML) === JSON_TYPE) return { status: 200, body: { items: PUBLIC_CODES.map(problemText) } };
  const rows = PUBLIC_CODES.map(problemRow).join("\n");
  return { status: 200, text: htmlPage("Problems", `<h1>Problems</h1>\n${table(rows)}`), headers: PAGE };
});

const problem = route({
  method: "get",
  path: "/problems/{code}",
  operation: "readProblem",
  tag,
  summary: "Read one error with its status and remedy",
  access: "public",
  params: inline({ code: ErrorCodeSchema }),
  replies: { 200: { description: "The page to which `type` of a problem document refers.", media: HTML } },
  problems: [],
}).handledBy(({ params: { code } }) => {
  const text = htmlPage(titleOf(code), `<h1>${titleOf(code)}</h1>\n${table(problemRow(code))}`);
  return { status: 200, text, headers: PAGE };
});

function problemText(code: ErrorCode) {
  const { sentence, remedy } = ERRORS[code];
  return { code, status: PROBLEM_STATUS[code], sentence, remedy };
}

function table(rows: string): string {
  return `<table>\n<tr><th>Code</th><th>Status</th><th>Error</th><th>Remedy</th></tr>\n${rows}\n</table>`;
}

function problemRow(code: ErrorCode): string {
  const { status, sentence, remedy } = problemText(code);
  const cells = [`<a href="/problems/${code}">${code}</a>`, String(status), escapeHtml(sentence), escapeHtml(remedy)];
  return `<tr id="${code}">${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

export const DOCUMENTATION_ROUTES = [openApi, docs, asset, problems, problem];
