import { createServer } from "node:http";

/**
 * A plain receiver of payloads: it parses each body, keeps it in memory and answers 204. It checks, verifies and stores
 * nothing, as the data exchange of other ledgers acknowledges messages.
 */
const received: unknown[] = [];
const server = createServer((request, response) => {
  if (request.method !== "POST") {
    response.writeHead(200).end();
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(204).end();
  });
});
server.listen(Number(process.env["PORT"]), "127.0.0.1");
process.once("disconnect", () => process.exit());
process.once("SIGTERM", () => process.exit());
