import type { WebSocket } from "ws";
import type { ConnectionSubscriptions, Subscriptions } from "./subscriptions.ts";
import { SerialQueue } from "../domain/serial-queue.ts";

/** Waiting messages of a connection above which the node stops reading from it. */
const MAX_WAITING = 64;

/** Unread bytes of a client above which its connection is closed. */
const MAX_UNREAD_BYTES = 64 * 2 ** 20;

/**
 * Answers JSON-RPC over a WebSocket, message after message, and pushes the events of its subscriptions.
 *
 * @param answer returns the answer to a message; undefined for notifications.
 */
export function handleWebSocket(
  socket: WebSocket,
  subscriptions: Subscriptions,
  answer: (message: Uint8Array, subscriptions: ConnectionSubscriptions) => Promise<string | undefined>,
): void {
  const push = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
    else socket.send(text);
  };
  const own = subscriptions.connect(push);
  const messages = new SerialQueue();

  socket.on("message", (data: Buffer) => {
    void messages.run(async () => {
      const text = socket.readyState === socket.OPEN ? await answer(data, own) : undefined;
      if (text !== undefined) push(text);
      if (socket.isPaused) socket.resume();
    });
    if (messages.size >= MAX_WAITING) socket.pause();
  });
  socket.on("close", () => own.end());
  // A broken frame or connection; "close" follows.
  socket.on("error", () => socket.terminate());
}
