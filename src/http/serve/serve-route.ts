import type { TSchema } from "@sinclair/typebox";
import type { Request, Response } from "express";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Caller } from "../../gateway/caller.ts";
import { readAccessContext } from "./access-context.ts";
import { authorityRequest, recordRead } from "./record-read.ts";
import { validatorOf, type Validator } from "./validator-of.ts";
import { Responder } from "./responder.ts";
import { guard, requireScope } from "./guard.ts";
import { preferredType, requireAcceptable } from "./preferred-type.ts";
import type { RateGate } from "./rate-limits.ts";
import { readBulk } from "./read-bulk.ts";
import { readJson } from "./read-json.ts";
import { readCredential, readIdempotency, readSentCredential, readWait } from "./request-headers.ts";
import type { BodySpec, Reply, Route, RouteRequest } from "./route.ts";
import { inline } from "../../api/shape.ts";
import type { Services } from "../services.ts";
import type { Site } from "./site.ts";

/** The objects that all routes share. */
export interface Serving {
  readonly services: Services;
  readonly site: Site;
  readonly rates: RateGate;
}

type AnyRequest = RouteRequest<unknown, unknown, unknown>;

/** Makes the Express handler of a route: authenticate, validate, handle, reply. */
export function serveRoute(route: Route, serving: Serving) {
  const { services, site, rates } = serving;
  const { dialect } = route;
  const produces = mediaTypes(route);
  const params = route.params && validatorOf(route.params, "path");
  const query = validatorOf(route.query ?? NO_QUERY, "query");
  const readBody = route.body && bodyReader(route.body, validatorOf(route.body.schema, "body"), dialect.jsonTypes);
  const handle = route.handle as (request: AnyRequest, services: Services, site: Site) => Promise<Reply> | Reply;

  async function answer(responder: Responder): Promise<Reply> {
    const { request, response } = responder;
    requireAcceptable(request.headers.accept, produces);
    dialect.negotiate(request);
    const { access } = route;
    const identity = access === "public" ? undefined : await guard(request, response, access, services, rates);
    responder.participant = identity?.caller.participant;
    const checkedParams = params?.(request.params) ?? {};
    const checkedQuery = request.url.includes("?") ? query(request.query) : {};
    const { value, digested } = (await readBody?.(request)) ?? NO_BODY;
    const caller = identity?.caller;
    const authority =
      caller &&
      authorityRequest(caller, () =>
        readAccessContext(request.headers, (id) => services.directory.get(id) !== undefined),
      );
    const reading = authority && { ...services.reading, opened: authority.opened };
    const reply = await handle(
      {
        id: responder.id,
        params: checkedParams,
        query: checkedQuery,
        body: value,
        // Undefined only for a public route, whose handler does not read it.
        caller: caller as AnyRequest["caller"],
        stated: authority?.context,
        header: (name) => request.get(name),
        sentCredential: () => readSentCredential(request.headers),
        prefers: (...types) => preferredType(request.headers.accept, types) ?? types[0],
        idempotency: readIdempotency(request, digested),
        waitMs: readWait(request),
        get signal() {
          return abortedBy(response);
        },
        async stillAllowed() {
          if (access === "public" || identity === undefined) return true;
          try {
            const now = await services.authenticator.authenticate(readCredential(request));
            requireScope(now, access);
            return isSameStanding(now.caller, identity.caller) && services.follower.status.state !== "alarmed";
          } catch (error) {
            if (PortolanError.is(error)) return false;
            throw error;
          }
        },
      },
      reading === undefined ? services : { ...services, reading },
      site,
    );
    if (caller === undefined || authority === undefined || request.method === "HEAD") return reply;
    return recordRead(services, route, caller, authority, reply);
  }

  return async (request: Request, response: Response): Promise<void> => {
    const responder = new Responder(request, response, route, services.log, site.metrics);
    try {
      await responder.reply(await answer(responder));
    } catch (error) {
      responder.fail(error);
    }
  };
}

const NO_QUERY = inline({});
const NO_BODY = { value: undefined, digested: Buffer.alloc(0) };

interface ReadBody {
  readonly value: unknown;
  /** Bytes that represent the body in the digest of an idempotency key. */
  readonly digested: Buffer;
}

function bodyReader(
  body: BodySpec,
  validate: Validator<TSchema>,
  types: readonly string[],
): (request: Request) => Promise<ReadBody> {
  if (body.kind === "bulk") {
    return async (request) => {
      const { items, digest } = await readBulk<unknown>(request, validate);
      return { value: items, digested: digest };
    };
  }
  return async (request) => {
    const { value, bytes } = await readJson(request, types, body.limits);
    return { value: validate(value), digested: bytes };
  };
}

function mediaTypes(route: Route): string[] {
  const { dialect, replies, alternatives = [] } = route;
  const types = Object.values(replies).flatMap(({ schema, media }) => {
    if (media !== undefined) return [media];
    return schema === undefined ? [] : dialect.jsonTypes;
  });
  const found = [...new Set([...types, ...alternatives])];
  return found.length === 0 ? [...dialect.jsonTypes] : found;
}

function isSameStanding(a: Caller, b: Caller): boolean {
  return a.roles === b.roles && a.jurisdiction === b.jurisdiction;
}

function abortedBy(response: Response): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  else response.once("close", () => controller.abort());
  return controller.signal;
}
