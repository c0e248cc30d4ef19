import express from "express";
import { DatabaseSync } from "node:sqlite";

// A minimal Express route that answers with a shipment's history. It reads the rows of a trace from the gateway's
// database
// file and writes them as JSON, without authentication, access rules and views.
const database = new DatabaseSync(process.argv[2] as string, { readOnly: true });
database.exec("pragma cache_size = -65536; pragma mmap_size = 268435456;");
const shipment = database.prepare(
  "select s.*, i.identifier, i.blind from shipments s left join identities i on i.shipment = s.id where s.id = ?",
);
const entries = database.prepare(
  `select e.hash, e.position, e.sequence, e.kind, e.author, e.counterparty, e.refers_to, e.occurred_at, e.recorded_at,
   e.commitment, p.summary, p.erased_at
   from entries e left join payloads p on p.commitment = e.commitment and p.author = e.author
   where e.shipment = ? order by e.sequence`,
);

const app = express();

app.get("/v1/shipments/:id/trace", (request, response) => {
  const { id } = request.params;
  response.json({ shipment: shipment.get(id), entries: entries.all(id) });
});

app.get("/readyz", (_request, response) => {
  response.json({ status: "ready" });
});

app.listen(Number(process.env["PORT"]), "127.0.0.1");
process.once("disconnect", () => process.exit());
