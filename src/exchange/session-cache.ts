/** Opened session keys of the last requests, as many as some members send at once. */
const MAX_SESSIONS = 64;

/** The session keys that a decryption key opened last. */
export class SessionCache {
  readonly #opened = new Map<string, Promise<Uint8Array | undefined>>();

  /** Opens a session key, unless it is one of the last. @param name identifies the sealed key with its binding. */
  remember(name: string, open: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const known = this.#opened.get(name);
    const opened = known ?? open();
    this.#opened.delete(name);
    this.#opened.set(name, opened);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > MAX_SESSIONS && oldest !== undefined) this.#opened.delete(oldest);
    return opened;
  }
}
