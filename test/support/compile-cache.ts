import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "compiled");

/** Environment of a child process that shares compiled code with the others: what one compiles, the next only reads. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? FOLDER };
