import express, { type RequestHandler } from "express";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Characters. */
export const MAX_URL_CHARACTERS = 4_096;
/** Characters of all names and values. */
const MAX_FIELD_CHARACTERS = 16_384;

/**
 * Creates an Express application without routes. It matches paths exactly, except that a path with a slash at its end
 * is the path without it, and refuses too long a URL and too large header fields.
 */
export function createExpress(): express.Application {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("strict routing");
  app.enable("case sensitive routing");
  app.set("query parser", "simple");
  app.use(limitHead, ignoreLastSlash);
  return app;
}

/** @throws PortolanError `UriTooLong`, `HeadersTooLarge`. */
const limitHead: RequestHandler = ({ url, rawHeaders }, _response, next) => {
  if (url.length > MAX_URL_CHARACTERS) throw new PortolanError("UriTooLong", { limit: MAX_URL_CHARACTERS });
  const length = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  if (length > MAX_FIELD_CHARACTERS) throw new PortolanError("HeadersTooLarge", {});
  next();
};

const ignoreLastSlash: RequestHandler = (request, _response, next) => {
  const end = request.path.length - 1;
  if (end > 0 && request.path.endsWith("/")) request.url = request.url.slice(0, end) + request.url.slice(end + 1);
  next();
};
