import { sha256, toUtf8Bytes, Wallet, WebSocketProvider, NonceManager, ZeroHash } from "ethers";
import express from "express";
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { ShipmentLedger__factory } from "../../../types/factories/ShipmentLedger__factory.ts";

/** The settings that the benchmark writes for this gateway. */
export interface PlainGatewaySettings {
  readonly rpcUrl: string;
  readonly ledger: string;
  readonly database: string;
  readonly relayKey: string;
  /** Private keys of the participants by number. */
  readonly participantKeys: Readonly<Record<string, string>>;
}

const TYPES = {
  Entry: [
    { name: "shipment", type: "bytes32" },
    { name: "previous", type: "bytes32" },
    { name: "kind", type: "uint8" },
    { name: "author", type: "uint32" },
    { name: "counterparty", type: "uint32" },
    { name: "refersTo", type: "bytes32" },
    { name: "occurredAt", type: "uint40" },
    { name: "commitment", type: "bytes32" },
  ],
};

// A gateway as a competent engineer writes it in an afternoon with Express and ethers. For each event it reads the
// head,
// signs, sends one transaction, waits for the receipt, stores the event and answers. It uses the fast options of
// ethers: a
// WebSocket, over which the node announces blocks; keys and contract that are created once; and nonces that it counts.
const settings = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as PlainGatewaySettings;
// Without the cache, which would report a mined transaction as pending for a quarter of a second.
const provider = new WebSocketProvider(settings.rpcUrl.replace("http:", "ws:"), undefined, { cacheTimeout: -1 });
// Keeps the subscription open. Otherwise ethers would miss a block that is mined while it subscribes, and never return.
await provider.on("block", () => undefined);
const relay = new NonceManager(new Wallet(settings.relayKey, provider));
const ledger = ShipmentLedger__factory.connect(settings.ledger, relay);
const { chainId } = await provider.getNetwork();
const domain = { name: "Portolan", version: "1", chainId, verifyingContract: settings.ledger };
const wallets = new Map(Object.entries(settings.participantKeys).map(([id, key]) => [Number(id), new Wallet(key)]));

const database = new DatabaseSync(settings.database);
database.exec("pragma journal_mode = wal; pragma synchronous = full");
database.exec(
  "create table if not exists events (shipment text, block integer, event text); create index if not exists events_shipment on events (shipment)",
);
const insert = database.prepare("insert into events (shipment, block, event) values (?, ?, ?)");
const select = database.prepare("select block, event from events where shipment = ? order by rowid");

const app = express();
app.use(express.json());

app.post("/events", async (request, response) => {
  const { shipment, kind, author, counterparty = 0, occurredAt, payload } = request.body;
  const wallet = wallets.get(author);
  if (wallet === undefined || typeof shipment !== "string" || typeof payload !== "object") {
    response.status(400).json({ error: "author, shipment and payload are needed" });
    return;
  }
  const entry = {
    shipment,
    previous: await ledger.headOf(shipment),
    kind,
    author,
    counterparty,
    refersTo: ZeroHash,
    occurredAt,
    commitment: sha256(toUtf8Bytes(JSON.stringify(payload))),
  };
  const signature = await wallet.signTypedData(domain, TYPES, entry);
  const transaction = await ledger.record({ entry, signature });
  const receipt = await transaction.wait();
  insert.run(shipment, receipt?.blockNumber ?? null, JSON.stringify({ ...entry, payload }));
  response.status(201).json({ shipment, block: receipt?.blockNumber, transaction: transaction.hash });
});

app.get("/shipments/:id/trace", (request, response) => {
  response.json(select.all(request.params.id));
});

app.get("/readyz", (_request, response) => {
  response.json({ status: "ready" });
});

app.listen(Number(process.env["PORT"]), "127.0.0.1");
process.once("disconnect", () => process.exit());
