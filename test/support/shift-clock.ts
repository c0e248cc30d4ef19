// Shifts the clock of the process that imports it, by the milliseconds of CLOCK_SHIFT_MS.
const shiftMs = Number(process.env["CLOCK_SHIFT_MS"]);
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parameters: []) =>
    parameters.length === 0 ? new target(target.now() + shiftMs) : new target(...parameters),
  get: (target, name) => (name === "now" ? () => target.now() + shiftMs : Reflect.get(target, name)),
});
