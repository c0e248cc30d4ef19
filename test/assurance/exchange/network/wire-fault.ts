import fc from "fast-check";

/** What happens to one request between two gateways, and to its answer. */
export type WireFault =
  | { readonly fault: "none" }
  /** The request, or the answer, is lost and the connection ends. */
  | { readonly fault: "requestLost" | "answerLost" | "away" }
  | { readonly fault: "delayed"; readonly ms: number }
  /** The request arrives twice at the same time, or once more later. */
  | { readonly fault: "doubled" }
  | { readonly fault: "repeatedLater"; readonly ms: number }
  /** The request waits until another has passed it. */
  | { readonly fault: "overtaken" }
  /** The connection ends after a part of the bytes. */
  | { readonly fault: "requestCut" | "answerCut"; readonly part: number }
  /** One byte is another one; `reckoned`: with a digest that fits. */
  | { readonly fault: "requestAltered" | "answerAltered"; readonly part: number; readonly reckoned: boolean }
  /** The connection stays open, and nothing more comes. */
  | { readonly fault: "halfOpen"; readonly ms: number };

const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const faulty: fc.Arbitrary<WireFault> = fc.oneof(
  fc.constantFrom<WireFault>(
    { fault: "requestLost" },
    { fault: "answerLost" },
    { fault: "answerLost" },
    { fault: "away" },
    { fault: "doubled" },
    { fault: "overtaken" },
  ),
  fc.record({
    fault: fc.constantFrom("delayed" as const, "repeatedLater" as const),
    ms: fc.integer({ min: 5, max: 600 }),
  }),
  fc.record({ fault: fc.constantFrom("requestCut" as const, "answerCut" as const), part }),
  fc.record({
    fault: fc.constantFrom("requestAltered" as const, "answerAltered" as const),
    part,
    reckoned: fc.boolean(),
  }),
  fc.record({ fault: fc.constant("halfOpen" as const), ms: fc.integer({ min: 100, max: 900 }) }),
);

/** Every other request passes. */
export const WIRE_FAULT: fc.Arbitrary<WireFault> = fc.oneof(fc.constant<WireFault>({ fault: "none" }), faulty);
