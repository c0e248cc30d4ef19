import { EPCIS_ROUTES } from "./epcis/epcis-routes.ts";
import type { Route } from "./serve/route.ts";
import { ACCESS_RECORD_ROUTES } from "./routes/access-records.routes.ts";
import { ACT_ROUTES } from "./routes/acts.routes.ts";
import { API_KEY_ROUTES } from "./routes/api-keys.routes.ts";
import { CASE_ROUTES } from "./routes/cases.routes.ts";
import { CHAIN_ROUTES } from "./routes/chain.routes.ts";
import { CHECKPOINT_ROUTES } from "./routes/checkpoint.routes.ts";
import { CONSOLE_ROUTES } from "./routes/console.routes.ts";
import { DOCUMENTATION_ROUTES } from "./routes/documentation.routes.ts";
import { ENTRY_ROUTES } from "./routes/entries.routes.ts";
import { EVIDENCE_ROUTES } from "./routes/evidence.routes.ts";
import { EVENT_ROUTES } from "./routes/events.routes.ts";
import { EXCHANGE_ROUTES } from "./routes/exchange.routes.ts";
import { MEMBER_ROUTES } from "./routes/members.routes.ts";
import { OPERATION_ROUTES } from "./routes/operations.routes.ts";
import { PARTY_IDENTIFIER_ROUTES } from "./routes/party-identifiers.routes.ts";
import { PARTICIPANT_ROUTES } from "./routes/participants.routes.ts";
import { SESSION_ROUTES } from "./routes/session.routes.ts";
import { SHIPMENT_ROUTES } from "./routes/shipments.routes.ts";
import { SUBMISSION_ROUTES } from "./routes/submissions.routes.ts";
import { TRACE_ROUTES } from "./routes/traces.routes.ts";
import { CLOCK_ROUTES } from "./routes/clocks.routes.ts";
import { WORK_ROUTES } from "./routes/work.routes.ts";
import { WEBHOOK_ROUTES } from "./routes/webhooks.routes.ts";

/**
 * All routes of the API, which the server mounts and documents. Express matches in this order: the most frequent routes
 * come first, and a fixed path comes before a path with a parameter in the same position.
 */
export const ROUTES: readonly Route[] = [
  ...TRACE_ROUTES,
  ...EVIDENCE_ROUTES,
  ...ENTRY_ROUTES,
  ...SHIPMENT_ROUTES,
  ...SUBMISSION_ROUTES,
  ...WORK_ROUTES,
  ...CLOCK_ROUTES,
  ...CASE_ROUTES,
  ...ACT_ROUTES,
  ...ACCESS_RECORD_ROUTES,
  ...EVENT_ROUTES,
  ...EPCIS_ROUTES,
  ...PARTICIPANT_ROUTES,
  ...MEMBER_ROUTES,
  ...EXCHANGE_ROUTES,
  ...PARTY_IDENTIFIER_ROUTES,
  ...WEBHOOK_ROUTES,
  ...API_KEY_ROUTES,
  ...SESSION_ROUTES,
  ...CHAIN_ROUTES,
  ...CONSOLE_ROUTES,
  ...CHECKPOINT_ROUTES,
  ...OPERATION_ROUTES,
  ...DOCUMENTATION_ROUTES,
];
