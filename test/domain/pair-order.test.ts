import { expect } from "chai";
import { ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { NO_PARCEL, pairOrder, placeAfter } from "../../src/domain/pair-order.ts";
import { randomBytes32 } from "../exchange/test-exchange.ts";

const last = { sequence: 7, id: randomBytes32() };
const id = randomBytes32();

describe("The order of the parcels of a pair", () => {
  it("the first parcel has number 1 and no parcel before it", () => {
    expect(placeAfter(NO_PARCEL)).to.deep.equal({ sequence: 1, previous: ZERO_BYTES32 });
    expect(pairOrder(NO_PARCEL, placeAfter(NO_PARCEL), id)).to.deep.equal({ order: "next" });
  });

  it("a parcel that names the last one as its predecessor is next", () =>
    expect(pairOrder(last, placeAfter(last), id)).to.deep.equal({ order: "next" }));

  it("a parcel after missing ones tells their numbers", () =>
    expect(pairOrder(last, { sequence: 10, previous: id }, id)).to.deep.equal({ order: "gap", from: 8, to: 9 }));

  it("the repeated last parcel is known, and a parcel of a lower number is earlier", () => {
    expect(pairOrder(last, { sequence: 7, previous: id }, last.id)).to.deep.equal({ order: "last" });
    expect(pairOrder(last, { sequence: 6, previous: id }, id)).to.deep.equal({ order: "earlier" });
  });

  it("two parcels of one number, or with another predecessor, are a fork", () => {
    expect(pairOrder(last, { sequence: 7, previous: id }, id)).to.deep.equal({ order: "fork" });
    expect(pairOrder(last, { sequence: 8, previous: id }, id)).to.deep.equal({ order: "fork" });
    expect(pairOrder(NO_PARCEL, { sequence: 1, previous: id }, id)).to.deep.equal({ order: "fork" });
  });
});
