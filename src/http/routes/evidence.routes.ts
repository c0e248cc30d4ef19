import { Type } from "@sinclair/typebox";
import { EVIDENCE_TYPE } from "../../audit/evidence/evidence.ts";
import { MATTER_EVIDENCE_TYPE } from "../../audit/evidence/matter/matter-evidence.ts";
import { PAGE_STYLE } from "../../audit/evidence/story/page-style.ts";
import { renderEvidencePage } from "../../audit/evidence/story/render-evidence-page.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readMatterStory } from "../../gateway/cooperation/matter-story.ts";
import { readStory } from "../../gateway/trace/shipment-story.ts";
import { route } from "../serve/route.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { inlineStyleHeaders } from "../serve/static-headers.ts";
import { readVerifyPage } from "../pages/verify-page.ts";

const JSON_TYPE = "application/json";
const HTML = "text/html";
const [MEDIA = JSON_TYPE] = EVIDENCE_TYPE.split(";");

const PAGE = { ...inlineStyleHeaders(PAGE_STYLE), "Content-Type": `${HTML}; charset=utf-8` };

const evidenceRoute = route({
  method: "get",
  path: "/v1/shipments/{id}/evidence",
  operation: "makeEvidence",
  tag: "Shipments",
  summary: "Make an evidence file, which proves a shipment's history without this gateway",
  description:
    "docs/EVIDENCE.md describes the format; `portolan verify` and the page /verify verify a file offline. The file contains the data that the caller may read, up to the last block. `text/html` gives a page to print with the same content.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  query: inline({
    disclose: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 3_000,
        description:
          "JSON Pointers (RFC 6901) of the payload fields to disclose, separated by commas: `/bizStep,/readPoint/id`. All fields when absent. The commitment also covers the fields that stay undisclosed.",
      }),
    ),
  }),
  replies: {
    200: {
      description: "The evidence file.",
      media: MEDIA,
      headers: { "Content-Disposition": "Suggested file name." },
    },
  },
  alternatives: [JSON_TYPE, HTML],
  problems: ["ShipmentUnknown", "TraceUnsettled", "EvidenceTooLarge", "EvidenceUnavailable", "EvidenceBusy"],
}).handledBy(async ({ caller, params: { id }, query: { disclose }, prefers }, { reading, evidence }) => {
  const made = await evidence.make(() => readStory(reading, caller, id, { disclose: disclose?.split(",") }));
  const text = JSON.stringify(made);
  const preferred = prefers(MEDIA, JSON_TYPE, HTML);
  if (preferred === HTML) {
    return { status: 200, text: renderEvidencePage(text, made, evidence.verify(text)), headers: PAGE };
  }
  const type = preferred === JSON_TYPE ? JSON_TYPE : EVIDENCE_TYPE;
  const name = `portolan-${id.slice(2, 14)}-${made.state.block}.evidence.json`;
  return {
    status: 200,
    text,
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` },
  };
});

const [MATTER_MEDIA = JSON_TYPE] = MATTER_EVIDENCE_TYPE.split(";");

const matterRoute = route({
  method: "get",
  path: "/v1/matters/{matter}/evidence",
  operation: "makeMatterEvidence",
  tag: "Cooperation",
  summary: "Make an evidence file, which proves the history of a matter without this gateway",
  description:
    "The file has all acts of the matter, and of the agreement that it rests on, up to the last block, with the records that the caller may read. `portolan verify` and the page /verify verify it offline; docs/EVIDENCE.md describes the format.",
  access: "read",
  params: inline({ matter: Bytes32Schema }),
  replies: {
    200: {
      description: "The evidence file.",
      media: MATTER_MEDIA,
      headers: { "Content-Disposition": "Suggested file name." },
    },
  },
  alternatives: [JSON_TYPE],
  problems: [
    "CooperationMissing",
    "MatterUnknown",
    "MatterEvidenceTooLarge",
    "MatterEvidenceUnavailable",
    "EvidenceBusy",
  ],
}).handledBy(async ({ caller, params: { matter }, prefers }, { reading, evidence }) => {
  const made = await evidence.makeMatter(() => readMatterStory(reading, caller, matter));
  const type = prefers(MATTER_MEDIA, JSON_TYPE) === JSON_TYPE ? JSON_TYPE : MATTER_EVIDENCE_TYPE;
  const name = `portolan-${matter.slice(2, 14)}-${made.state.block}.evidence.json`;
  return {
    status: 200,
    text: JSON.stringify(made),
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` },
  };
});

const verifyRoute = route({
  method: "get",
  path: "/verify",
  operation: "verifyPage",
  tag: "Documentation",
  summary: "Open the page that verifies an evidence file in the browser",
  description: "The page is one file and sends no requests. A saved copy works offline.",
  access: "public",
  replies: { 200: { description: "The page.", media: HTML } },
  problems: ["RouteUnknown"],
}).handledBy(async () => {
  const page = await readVerifyPage();
  if (page === undefined) throw new PortolanError("RouteUnknown", { path: "/verify" });
  const headers = { "content-security-policy": page.policy, "Content-Type": `${HTML}; charset=utf-8` };
  return { status: 200, text: page.bytes, headers };
});

export const EVIDENCE_ROUTES = [evidenceRoute, matterRoute, verifyRoute];
