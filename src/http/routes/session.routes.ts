import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { Scope } from "../../api/scope.ts";
import { referenceTo } from "../../gateway/read/participants.ts";
import { route } from "../serve/route.ts";
import { SessionSchema } from "../../api/session.ts";
import type { Services } from "../services.ts";
import { beginSession, endSession, MAX_SESSION_CHARACTERS } from "../serve/session-cookie.ts";

const tag = "Session";
const path = "/v1/session";

const read = route({
  method: "get",
  path,
  operation: "readSession",
  tag,
  summary: "Read the participant and scopes of the credential",
  access: "read",
  replies: { 200: { description: "The participant and the scopes.", schema: SessionSchema } },
  problems: [],
}).handledBy(({ caller }, services) => ({ status: 200, body: sessionOf(caller, services) }));

const begin = route({
  method: "post",
  path,
  operation: "beginSession",
  tag,
  summary: "Store the credential in a browser cookie",
  description:
    "Scripts cannot read the cookie, and only pages of this server can use it. It ends with the browser's session or with the credential.",
  access: "read",
  replies: { 200: { description: "The session has begun.", schema: SessionSchema } },
  problems: ["CredentialInvalid"],
}).handledBy((request, services) => {
  const credential = request.sentCredential() ?? "";
  if (credential === "" || credential.length > MAX_SESSION_CHARACTERS || credential.includes(";")) {
    const reason = `a session keeps one of 1 to ${MAX_SESSION_CHARACTERS} characters, from the header`;
    throw new PortolanError("CredentialInvalid", { credential: "credential", reason });
  }
  const headers = { "Set-Cookie": beginSession(request, credential), "Cache-Control": "no-store" };
  return { status: 200, body: sessionOf(request.caller, services), headers };
});

const end = route({
  method: "delete",
  path,
  operation: "endSession",
  tag,
  summary: "Delete the cookie",
  access: "public",
  replies: { 204: { description: "The browser deletes the cookie. The credential stays valid." } },
  problems: [],
}).handledBy((request) => ({ status: 204, empty: true, headers: { "Set-Cookie": endSession(request) } }));

function sessionOf({ participant, scopes }: Caller, { reading, recorder }: Services) {
  return {
    participant: referenceTo(reading.directory, participant),
    scopes: [...scopes] as Scope[],
    signer: recorder.signsFor(participant) ? ("gateway" as const) : ("wallet" as const),
  };
}

export const SESSION_ROUTES = [read, begin, end];
