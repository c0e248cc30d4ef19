import type { Static, TObject, TSchema } from "@sinclair/typebox";
import type { ServerResponse } from "node:http";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Scope } from "../../api/scope.ts";
import type { Shape } from "../../api/shape.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { AccessContext } from "../../domain/reads/access-record.ts";
import type { Services } from "../services.ts";
import type { BodyLimits } from "./body-limits.ts";
import { NATIVE, type Dialect } from "./dialect.ts";
import type { Site } from "./site.ts";
import type { Encoded } from "./tagged-reply.ts";
import type { Tag } from "./tags.ts";

export type Method = "get" | "post" | "put" | "delete" | "options";

/** The access rule of a route: public, or the scope that the caller needs. It is mandatory. */
export type Access = "public" | Scope;

/** Request header fields that a route can read. */
export type RequestHeader =
  | "Idempotency-Key"
  | "Prefer"
  | "If-None-Match"
  | "Last-Event-ID"
  | "GS1-Extensions"
  | "GS1-Capture-Error-Behaviour"
  | "Portolan-Entries"
  | "Access-Context";

/** A body of one JSON value, or of many values that are validated separately (JSON array or NDJSON). */
export type BodySpec =
  | { readonly kind: "json"; readonly schema: TSchema; readonly limits?: BodyLimits }
  | { readonly kind: "bulk"; readonly schema: TSchema; readonly description: string };

/** One of a route's answers. */
export interface ReplySpec {
  readonly description: string;
  /** Schema of the body. */
  readonly schema?: TSchema;
  /** Type of a body that is not JSON. A reply without schema and type has no body. */
  readonly media?: string;
  /** Descriptions of additional header fields by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A validated request, typed by the route's schemas. */
export interface RouteRequest<Params, Query, Body> {
  readonly id: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Undefined at run time for a public route. */
  readonly caller: Caller;
  /** What an authority states about its reads; `undefined` for other callers. */
  readonly stated: AccessContext | undefined;
  /** Gives the first value of a header field. @param name in lower case */
  header(name: string): string | undefined;
  /** Gives the credential in the header fields, not that of the session cookie. */
  sentCredential(): string | undefined;
  /** Gives the one of these media types that the client prefers. */
  prefers(...types: [string, ...string[]]): string;
  /** The `Idempotency-Key`, and the SHA-256 of method, path and body in hexadecimal. */
  readonly idempotency: { readonly key: string; readonly digest: string } | undefined;
  /** Milliseconds of the client's `Prefer: wait`; 0 without that preference. */
  readonly waitMs: number;
  /** Aborts when the client disconnects. */
  readonly signal: AbortSignal;
  /** Whether the credential still gives the same access. Streams check it while they run. */
  stillAllowed(): Promise<boolean>;
}

type Headers = Readonly<Record<string, string>>;

/** Headers of a body that is not JSON. */
type TypedHeaders = Headers & { readonly "Content-Type": string };

/** A body that is not JSON, or an empty body. */
type OtherBody =
  | { readonly text: string | Buffer; readonly headers: TypedHeaders }
  | { readonly stream: (response: ServerResponse) => Promise<void>; readonly headers: TypedHeaders }
  | { readonly empty: true; readonly headers?: Headers };

/** A JSON body, as a value or as JSON text. */
type JsonBody<Value> =
  | { readonly body: Value; readonly headers?: Headers }
  | { readonly encoded: Encoded<Value>; readonly headers?: Headers };

/** A handler's answer. The schema of its status determines the type of the body. */
export type ReplyOf<Replies extends Readonly<Record<number, ReplySpec>>> = {
  [Status in keyof Replies & number]: { readonly status: Status } & (Replies[Status] extends {
    readonly schema: infer Schema extends TSchema;
  }
    ? JsonBody<Shape<Schema>> | OtherBody
    : OtherBody);
}[keyof Replies & number];

/** An answer of any route, ready to send. */
export interface Reply {
  readonly status: number;
  readonly headers?: Headers;
  /** A value to encode as JSON. */
  readonly body?: unknown;
  /** JSON text. */
  readonly encoded?: string;
  /** A body that is not JSON; `headers` give its type. */
  readonly text?: string | Buffer;
  /** Writes the body over a longer time. */
  readonly stream?: (response: ServerResponse) => Promise<void>;
}

type BodyOf<Body extends BodySpec | undefined> = Body extends { kind: "json"; schema: infer Schema extends TSchema }
  ? Static<Schema>
  : Body extends { kind: "bulk"; schema: infer Schema extends TSchema }
    ? readonly (Static<Schema> | Failure)[]
    : undefined;

type Values<Schema extends TObject | undefined> = Schema extends TObject ? Static<Schema> : Record<string, never>;

/** The part of a route without type parameters. The server mounts, documents and guards a route by it. */
export interface RouteDescription {
  readonly method: Method;
  /** Path in OpenAPI's notation: `/v1/shipments/{id}`. */
  readonly path: string;
  /** Unique name of the operation. */
  readonly operation: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly headers?: readonly RequestHeader[];
  /** Further media types of the answers, which a client can prefer. */
  readonly alternatives?: readonly string[];
  /** Error codes of the route, without those of {@link impliedProblems}. */
  readonly problems: readonly ErrorCode[];
}

interface RouteDefinition<
  Params extends TObject | undefined,
  Query extends TObject | undefined,
  Body extends BodySpec | undefined,
  Replies extends Readonly<Record<number, ReplySpec>>,
> extends RouteDescription {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly replies: Replies;
}

/** A route of the route table. */
export interface Route extends RouteDescription {
  readonly dialect: Dialect;
  readonly params?: TObject | undefined;
  readonly query?: TObject | undefined;
  readonly body?: BodySpec | undefined;
  readonly replies: Readonly<Record<number, ReplySpec>>;
  handle(request: RouteRequest<never, never, never>, services: Services, site: Site): Promise<Reply> | Reply;
}

/** Answers a route's requests. The schemas of the route type its request and its answers. */
type Handler<
  Params extends TObject | undefined,
  Query extends TObject | undefined,
  Body extends BodySpec | undefined,
  Replies extends Readonly<Record<number, ReplySpec>>,
> = (
  request: RouteRequest<Values<Params>, Values<Query>, BodyOf<Body>>,
  services: Services,
  site: Site,
) => Promise<ReplyOf<Replies>> | ReplyOf<Replies>;

/** Defines a route. `handledBy` adds the handler, whose types follow from the definition's schemas. */
export function route<
  const Replies extends Readonly<Record<number, ReplySpec>>,
  Params extends TObject | undefined = undefined,
  Query extends TObject | undefined = undefined,
  Body extends BodySpec | undefined = undefined,
>(definition: RouteDefinition<Params, Query, Body, Replies>) {
  return {
    handledBy(handle: Handler<Params, Query, Body, Replies>): Route {
      return { dialect: NATIVE, ...definition, handle };
    },
  };
}
