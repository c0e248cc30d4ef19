import type { Application, ErrorRequestHandler, Request, Response } from "express";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { Responder } from "./serve/responder.ts";
import { NATIVE, type Dialect } from "./serve/dialect.ts";
import { allowOrigins } from "./serve/allow-origins.ts";
import { createExpress } from "./serve/create-express.ts";
import { createMetrics } from "./serve/metrics.ts";
import { EventStreams } from "./serve/event-streams.ts";
import { createOpenApi } from "./serve/openapi.ts";
import { createRateGate } from "./serve/rate-limits.ts";
import { EPCIS, EPCIS_BASE } from "./epcis/dialect.ts";
import { mountExchange } from "./exchange/mount-exchange.ts";
import { ROUTES } from "./route-table.ts";
import { serveRoute } from "./serve/serve-route.ts";
import type { Services } from "./services.ts";
import type { Site } from "./serve/site.ts";

/**
 * Milliseconds. The heartbeat comes before the usual idle timeout of proxies; a slow reader is disconnected after
 * `drainMs`.
 */
const STREAM_TIMES = { heartbeatMs: 15_000, drainMs: 10_000 };

/**
 * Creates the API as an Express application. It mounts only the route table, so that each route is documented and
 * has an access rule. It does not listen: see {@link listen}.
 */
export function createApp(services: Services): Application {
  const { subscribers, subscribersEach } = services.limits;
  const metrics = createMetrics(services);
  const rates = createRateGate(services.limits);
  const site: Site = {
    metrics,
    streams: new EventStreams(
      { limit: subscribers, limitEach: subscribersEach, draining: services.draining, ...STREAM_TIMES },
      metrics,
    ),
    openApi: JSON.stringify(createOpenApi(ROUTES)),
  };

  const app = createExpress();
  const unrouted = (request: Request, response: Response, dialect: Dialect) =>
    new Responder(request, response, { path: "(none)", dialect }, services.log, metrics);
  const refuse = (request: Request, response: Response, dialect: Dialect, error: unknown) =>
    unrouted(request, response, dialect).fail(error);

  const allowed = allowOrigins(services.corsOrigins, ROUTES);
  app.use((request, response, next) => {
    const preflight = allowed(request, response);
    if (preflight === undefined) next();
    else void unrouted(request, response, NATIVE).reply(preflight);
  });

  for (const [path, methods] of byPath(ROUTES)) {
    const mounted = app.route(expressPath(path));
    for (const route of methods) mounted[route.method](serveRoute(route, { services, site, rates }));
    const allowed = methods.flatMap(({ method }) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
    const dialect = methods[0]?.dialect ?? NATIVE;
    mounted.all((request, response) => {
      const { method } = request;
      refuse(request, response, dialect, new PortolanError("MethodNotAllowed", { path, method, allowed }));
    });
  }
  mountExchange(app, services, metrics);
  const refuseUnrouted = (base: string, dialect: Dialect) => {
    app.use(base, (request, response) => {
      const path = `${request.baseUrl}${request.path}`.slice(0, 200);
      refuse(request, response, dialect, new PortolanError("RouteUnknown", { path }));
    });
    // Before a route runs, only the limits of the head throw, and Express itself for a path that it cannot decode.
    const onError: ErrorRequestHandler = (error, request, response, next) => {
      if (response.headersSent) next(error);
      else if (error instanceof URIError) {
        const malformed = new PortolanError("RequestMalformed", { reason: "its path is not percent-encoded" });
        refuse(request, response, dialect, malformed);
      } else refuse(request, response, dialect, error);
    };
    app.use(base, onError);
  };
  refuseUnrouted(EPCIS_BASE, EPCIS);
  refuseUnrouted("/", NATIVE);
  return app;
}

function byPath<R extends { readonly path: string }>(routes: readonly R[]): Map<string, R[]> {
  return Map.groupBy(routes, ({ path }) => path);
}

/** Converts `/v1/entries/{hash}` to Express's notation `/v1/entries/:hash`. */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}
