import { bodyOf, serve, type TestServer } from "../../support/http-server.ts";

/** Receives webhooks, and knows of which entries it was told. It has a path that always fails, and one that is gone. */
export class Receiver {
  /** Hashes of entries. */
  readonly told = new Set<string>();
  /** Where on the path that is gone something was sent to. */
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
