import type { Static, TObject, TSchema } from "@sinclair/typebox";
import type { ServerResponse } from "node:http";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { JsonLimits, JsonObject } from "../../domain/encoding/json.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Scope } from "../../api/scope.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { Services } from "../services.ts";
import type { Site } from "./site.ts";
import type { Encoded } from "./tagged-reply.ts";

export type Method = "get" | "post" | "put" | "delete" | "options";

/** Whom a route serves: everybody, every authenticated caller with a scope. A route cannot leave it open. */
export type Access = "public" | Scope;

/** Header fields of a request that a route takes notice of. */
export type RequestHeader =
  | "Idempotency-Key"
  | "Prefer"
  | "If-None-Match"
  | "Last-Event-ID"
  | "GS1-Extensions"
  | "GS1-Capture-Error-Behaviour"
  | "Portolan-Entries";

/** A body of one JSON value, or of many that are each valid or not (JSON array or NDJSON). */
export type BodySpec =
  | { readonly kind: "json"; readonly schema: TSchema; readonly limits?: BodyLimits }
  | { readonly kind: "bulk"; readonly schema: TSchema; readonly description: string };

/** How much of a body of one JSON value is read; as much as one entry has, unless a route says otherwise. */
export interface BodyLimits {
  readonly bytes: number;
  readonly json: JsonLimits;
}

/** One of a route's answers. */
export interface ReplySpec {
  readonly description: string;
  /** Schema of a JSON body; without it the body is of the media type, or there is none. */
  readonly schema?: TSchema;
  readonly media?: string;
  /** Header fields that it has beside those of every answer, with what they say. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler gets: everything is checked, and typed by the route's schemas. */
export interface RouteRequest<Params, Query, Body> {
  readonly id: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Meaningful unless the route is public. */
  readonly caller: Caller;
  /** The first value of a header field, by its lower-case name. */
  header(name: string): string | undefined;
  /** Which of these media types the client likes best; the route's answers have no others. */
  prefers(...types: [string, ...string[]]): string;
  /** Of an `Idempotency-Key`: the key, and the SHA-256 of method, path and body. */
  readonly idempotency: { readonly key: string; readonly digest: string } | undefined;
  /** Milliseconds that the client is ready to wait (`Prefer: wait`); 0 when it does not say so. */
  readonly waitMs: number;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  /** Whether the credential still gives what it gave; for answers that go on for long. */
  stillAllowed(): Promise<boolean>;
}

/** JSON of any shape is readonly already, and has no end. */
type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? [JsonObject, string] extends [T, keyof T]
      ? T
      : { readonly [Member in keyof T]: DeepReadonly<T[Member]> }
    : T;

type Headers = Readonly<Record<string, string>>;

/** Headers of a body that is not JSON: they say what it is. */
type TypedHeaders = Headers & { readonly "Content-Type": string };

/** A body that is not JSON, or none at all. */
type OtherBody =
  | { readonly text: string | Buffer; readonly headers: TypedHeaders }
  | { readonly stream: (response: ServerResponse) => Promise<void>; readonly headers: TypedHeaders }
  | { readonly empty: true; readonly headers?: Headers };

/** A JSON body, also when its text was made before. */
type JsonBody<Value> =
  | { readonly body: Value; readonly headers?: Headers }
  | { readonly encoded: Encoded<Value>; readonly headers?: Headers };

/** An answer as a handler gives it: the body's type follows from the schema of its status. */
export type ReplyOf<Replies extends Readonly<Record<number, ReplySpec>>> = {
  [Status in keyof Replies & number]: { readonly status: Status } & (Replies[Status] extends {
    readonly schema: infer Schema extends TSchema;
  }
    ? JsonBody<DeepReadonly<Static<Schema>>> | OtherBody
    : OtherBody);
}[keyof Replies & number];

/** An answer of any route, ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Headers;
  /** To be encoded as JSON. */
  readonly body?: unknown;
  /** JSON already. */
  readonly encoded?: string;
  /** Not JSON; the headers say what it is. */
  readonly text?: string | Buffer;
  /** Writes the body by itself, over a longer time. */
  readonly stream?: (response: ServerResponse) => Promise<void>;
}

type BodyOf<Body extends BodySpec | undefined> = Body extends { kind: "json"; schema: infer Schema extends TSchema }
  ? Static<Schema>
  : Body extends { kind: "bulk"; schema: infer Schema extends TSchema }
    ? readonly (Static<Schema> | Failure)[]
    : undefined;

type Values<Schema extends TObject | undefined> = Schema extends TObject ? Static<Schema> : Record<string, never>;

/** What is told of a route whatever its types are: mounted, documented and guarded from this one object. */
export interface RouteFacts {
  readonly method: Method;
  /** OpenAPI's form: `/v1/shipments/{id}`. */
  readonly path: string;
  /** Unique name of the operation. */
  readonly operation: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly headers?: readonly RequestHeader[];
  /** Media types that its answers can have beside those of `replies`, where the client prefers one. */
  readonly alternatives?: readonly string[];
  /** Codes that it gives beside those that follow from its access, body and parameters. */
  readonly problems: readonly ErrorCode[];
}

interface RouteDefinition<
  Params extends TObject | undefined,
  Query extends TObject | undefined,
  Body extends BodySpec | undefined,
  Replies extends Readonly<Record<number, ReplySpec>>,
> extends RouteFacts {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly replies: Replies;
}

/** A route as the table holds it. */
export interface Route extends RouteFacts {
  readonly params?: TObject | undefined;
  readonly query?: TObject | undefined;
  readonly body?: BodySpec | undefined;
  readonly replies: Readonly<Record<number, ReplySpec>>;
  handle(request: RouteRequest<never, never, never>, services: Services, site: Site): Promise<Reply> | Reply;
}

/** What answers a route's requests: its schemas say what it gets and what it may give. */
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

/** Defines a route, then its handler, which is checked against the schemas of the definition. */
export function route<
  const Replies extends Readonly<Record<number, ReplySpec>>,
  Params extends TObject | undefined = undefined,
  Query extends TObject | undefined = undefined,
  Body extends BodySpec | undefined = undefined,
>(definition: RouteDefinition<Params, Query, Body, Replies>) {
  return {
    handledBy(handle: Handler<Params, Query, Body, Replies>): Route {
      return { ...definition, handle };
    },
  };
}
