/** All windows of a browser share one session: whoever signs in or out in one does so in all. */
const channel = new BroadcastChannel("portolan.session");

export function tellOtherWindows(): void {
  channel.postMessage(null);
}

export function onOtherWindow(listener: () => void): () => void {
  channel.addEventListener("message", listener);
  return () => channel.removeEventListener("message", listener);
}
