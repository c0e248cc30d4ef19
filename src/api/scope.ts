import { keysOf } from "../domain/keys-of.ts";
import { oneOf } from "./shape.ts";

/** The permissions of a credential. */
export const SCOPES = {
  read: "read shipments, entries and traces",
  record: "post entries for the participant",
  notify: "manage the participant's webhooks",
  govern: "enrol, suspend and re-key participants, and issue API keys",
} as const;

export type Scope = keyof typeof SCOPES;

export const SCOPE_NAMES = keysOf(SCOPES);

export const ScopeSchema = oneOf(SCOPE_NAMES, {
  title: "Scope",
  description: `Permission of a credential: ${SCOPE_NAMES.map((scope) => `${scope} (${SCOPES[scope]})`).join(", ")}.`,
});
