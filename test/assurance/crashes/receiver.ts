import { bodyOf, serve, type TestServer } from "../../support/http-server.ts";

/** Receives webhooks and notes the reported entries. One of its paths always fails, another answers 410 Gone. */
export class Receiver {
  /** Hashes of reported entries. */
  readonly told = new Set<string>();
  /** Addresses of requests that were answered with 410 Gone. */
  readonly turnedAway = new Set<string>();
  #server!: TestServer;

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server = await serve(async (request, response) => {
      if (request.url?.startsWith("/failing")) return void response.writeHead(500).end();
      if (request.url?.startsWith("/gone")) {
        receiver.turnedAway.add(request.url);
        return void response.writeHead(410).end();
      }
      const { data } = JSON.parse(await bodyOf(request)) as { data?: { hash?: string } };
      if (data?.hash !== undefined) receiver.told.add(data.hash);
      response.writeHead(204).end();
    });
    return receiver;
  }

  get url(): string {
    return this.#server.url;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
