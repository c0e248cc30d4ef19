import { join } from "node:path";
import { defineConfig } from "vite";
import { bundle } from "./bundle.ts";
import { PROGRAMS } from "./programs.ts";

/** Bundles the programs that users run into dist/program. */
export default defineConfig(bundle({ programs: PROGRAMS, folder: join(import.meta.dirname, "../../dist/program") }));
