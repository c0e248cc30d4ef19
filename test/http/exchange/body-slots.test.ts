import { BodySlots } from "../../../src/http/exchange/body-slots.ts";
import { expectRefusal } from "../../support/expect-refusal.ts";

const refused = (take: () => unknown) => expectRefusal(take, "ExchangeBusy", { retryAfter: 1 });

/** Takes as many slots of an address, each for a verified sender. */
const takeFor = (slots: BodySlots, count: number, sender: number) =>
  Array.from({ length: count }, () => {
    const slot = slots.take("proxy");
    slot.belongsTo(sender);
    return slot;
  });

describe("The slots for bodies of requests", () => {
  it("one address has at most eight requests whose sender is not verified yet", () => {
    const slots = new BodySlots();
    const taken = Array.from({ length: 8 }, () => slots.take("a"));
    refused(() => slots.take("a"));
    slots.take("b").free();
    taken[0]?.free();
    slots.take("a");
  });

  it("members behind one proxy do not take each other's places", () => {
    const slots = new BodySlots();
    takeFor(slots, 8, 1);
    takeFor(slots, 7, 2);
    slots.take("proxy");
  });

  it("one member has at most eight requests, from any addresses, and there are at most sixteen", () => {
    const slots = new BodySlots();
    takeFor(slots, 8, 1);
    const ninth = slots.take("elsewhere");
    refused(() => ninth.belongsTo(1));
    ninth.free();
    takeFor(slots, 8, 2);
    refused(() => slots.take("another address"));
  });

  it("a request that belongs to its sender, named repeatedly, frees one place", () => {
    const slots = new BodySlots();
    const taken = takeFor(slots, 8, 1);
    taken[0]?.belongsTo(1);
    taken[0]?.free();
    const [again] = takeFor(slots, 1, 1);
    const more = slots.take("proxy");
    refused(() => more.belongsTo(1));
    again?.free();
    more.belongsTo(1);
  });
});
