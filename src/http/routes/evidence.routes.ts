import { Type } from "@sinclair/typebox";
import { EVIDENCE_TYPE } from "../../audit/evidence/evidence.ts";
import { tellStory } from "../../gateway/trace/tell-story.ts";
import { route } from "../route.ts";
import { Bytes32Schema } from "../schemas/scalar.ts";
import { inline } from "../schemas/shape.ts";

const JSON_TYPE = "application/json";
const [MEDIA = JSON_TYPE] = EVIDENCE_TYPE.split(";");

const evidence = route({
  method: "get",
  path: "/v1/shipments/{id}/evidence",
  operation: "makeEvidence",
  tag: "Shipments",
  summary: "Make a file that proves a shipment's history to anyone, without this gateway",
  description:
    "EVIDENCE.md describes the file; `portolan verify` and the page /verify check it, offline. It holds what the caller may read. The state of the chain at the last block is proved: a later file proves more.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  query: inline({
    disclose: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 3_000,
        description:
          "The payloads' fields to show, as JSON Pointers (RFC 6901) with commas between: `/bizStep,/readPoint/id`. All, when absent. A payload without such a field shows nothing; whatever is not shown stays committed to.",
      }),
    ),
  }),
  replies: {
    200: {
      description: "The evidence.",
      media: MEDIA,
      headers: { "Content-Disposition": "A name for the file." },
    },
  },
  alternatives: [JSON_TYPE],
  problems: ["ShipmentUnknown", "TraceUnsettled", "EvidenceTooLarge", "EvidenceUnavailable"],
}).handledBy(async ({ caller, params: { id }, query: { disclose }, prefers }, { reading, proveStory }) => {
  const story = await tellStory(reading, caller, id, { disclose: disclose?.split(",") });
  const text = JSON.stringify(await proveStory(story));
  const type = prefers(MEDIA, JSON_TYPE) === JSON_TYPE ? JSON_TYPE : EVIDENCE_TYPE;
  const name = `portolan-${id.slice(2, 14)}-${story.checkpoint.number}.evidence.json`;
  return {
    status: 200,
    text,
    headers: { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` },
  };
});

export const EVIDENCE_ROUTES = [evidence];
