import { PortolanError } from "../domain/errors/portolan-error.ts";

/**
 * The longest life of a request, in seconds: a week. Until then a gateway remembers its nonce, and members whose clocks
 * differ by days can still exchange requests.
 */
export const MAX_LIFE_S = 604_800;

/**
 * Checks that a request is current. Clocks decide only this; everything else has the height of a block as its time.
 *
 * @param expires Unix seconds, by the sender's clock.
 * @param now Unix seconds, by the recipient's clock.
 * @throws ExchangeExpired, ExchangeExpiryTooLate; both name both clocks.
 */
export function requireCurrent(expires: number, now: number): void {
  if (expires <= now) throw new PortolanError("ExchangeExpired", { expires, now });
  if (expires > now + MAX_LIFE_S) throw new PortolanError("ExchangeExpiryTooLate", { expires, now, limit: MAX_LIFE_S });
}
