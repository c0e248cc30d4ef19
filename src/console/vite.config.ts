import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { inTheBrowser } from "../audit/page/in-the-browser.ts";

/** Builds the console into dist/console, from where the gateway serves it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), inTheBrowser],
  worker: { format: "es", plugins: () => [inTheBrowser] },
  build: {
    outDir: "../../dist/console",
    emptyOutDir: true,
    target: "es2024",
    // The console's content security policy forbids inline scripts and `data:` scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
