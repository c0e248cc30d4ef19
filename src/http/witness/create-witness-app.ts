import { randomUUID } from "node:crypto";
import type { Application, ErrorRequestHandler, RequestHandler, Response } from "express";
import { rateLimit } from "express-rate-limit";
import type { Witness } from "../../audit/witness/witness.ts";
import { parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";
import { createExpress } from "../serve/create-express.ts";
import { requireAcceptable } from "../serve/preferred-type.ts";
import { PROBLEM_TYPE, problemOf } from "../serve/problem.ts";
import { readBody, requireMediaType } from "../serve/read-body.ts";
import { JSON_TYPE } from "../serve/read-json.ts";
import { API_HEADERS } from "../serve/static-headers.ts";

const PLAIN = "text/plain";
const TEXT = `${PLAIN}; charset=utf-8`;

/** Bytes; a checkpoint has about 130. */
const MAX_CHECKPOINT_BYTES = 1_024;

/** Limit for one IP address. */
const REQUESTS_PER_SECOND = 20;

/**
 * Creates the public HTTP interface of a witness. It serves no secret, and signs only checkpoints that it has verified.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /` | the witness's verifier key, ledger and status |
 * | `GET /checkpoint` | the last signed checkpoint, as a signed note |
 * | `POST /cosign` with the text of a checkpoint | the signature line |
 * | `GET /forks` | proofs of all forks that the witness has found |
 *
 * @param onFailure receives unexpected errors.
 */
export function createWitnessApp(witness: Witness, onFailure: (error: unknown) => void): Application {
  const app = createExpress();
  app.use((_request, response, next) => {
    response.set(API_HEADERS).set("Cache-Control", "no-cache");
    next();
  });
  app.use(rateGate());

  mount(app, "/", JSON_TYPE, {
    get: (_request, response) => void response.json(statusBody(witness)),
  });
  mount(app, "/checkpoint", PLAIN, {
    get(_request, response) {
      const note = witness.latest();
      if (note === undefined) throw new PortolanError("NothingSigned", { retryAfter: 1 });
      response.type(TEXT).send(note);
    },
  });
  mount(app, "/cosign", PLAIN, {
    async post(request, response) {
      requireMediaType(request, [PLAIN]);
      const text = decodeText(await readBody(request, MAX_CHECKPOINT_BYTES, PLAIN));
      response.type(TEXT).send(await witness.cosign(parseCheckpoint(text)));
    },
  });
  mount(app, "/forks", JSON_TYPE, {
    get: (_request, response) => void response.json({ items: witness.forks }),
  });
  app.use((request) => {
    throw new PortolanError("RouteUnknown", { path: request.path.slice(0, 200) });
  });

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) next(error);
    else fail(response, error, onFailure);
  };
  app.use(onError);
  return app;
}

function mount(
  app: Application,
  path: string,
  offered: string,
  methods: { get?: RequestHandler; post?: RequestHandler },
): void {
  const route = app.route(path);
  const negotiate: RequestHandler = ({ headers }, _response, next) => {
    requireAcceptable(headers.accept, [offered]);
    next();
  };
  if (methods.get) route.get(negotiate, methods.get);
  if (methods.post) route.post(negotiate, methods.post);
  const allowed = Object.keys(methods).flatMap((method) => (method === "get" ? ["GET", "HEAD"] : ["POST"]));
  route.all(({ method }) => {
    throw new PortolanError("MethodNotAllowed", { path, method, allowed });
  });
}

function statusBody({ status }: Witness): object {
  const { code, message } = shown(status.trouble) ?? {};
  return { ...status, trouble: code === undefined ? null : { code, detail: message } };
}

/** Hides errors between the witness and its node, which contain addresses, from clients. */
function shown<Problem>(error: Problem): Problem | PortolanError {
  const isInner = PortolanError.is(error) && PROBLEM_STATUS[error.code] === 500;
  return isInner ? new PortolanError("WitnessUnable", { retryAfter: 10 }) : error;
}

function rateGate(): RequestHandler {
  return rateLimit({
    windowMs: 1_000,
    limit: REQUESTS_PER_SECOND,
    standardHeaders: false,
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(
        new PortolanError("TooManyRequests", {
          what: "requests",
          limit: REQUESTS_PER_SECOND,
          seconds: 1,
          retryAfter: 1,
        }),
      ),
  });
}

function fail(response: Response, error: unknown, onFailure: (error: unknown) => void): void {
  const problem = problemOf(shown(error), randomUUID());
  if (problem.code === "InternalError" || problem.code === "WitnessUnable") onFailure(error);
  const { retryAfter } = problem.facts;
  if (retryAfter !== undefined) response.set("Retry-After", String(retryAfter));
  if (problem.code === "MethodNotAllowed") response.set("Allow", String(problem.facts["allowed"]));
  // Closing the connection drops the rest of a refused body.
  if (!response.req.complete) response.set("Connection", "close");
  response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}
