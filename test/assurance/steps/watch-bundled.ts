import { watchProcess } from "./watch-process.ts";

// Loaded with --import before a bundle of the product with WATCHED_PLACES, in each of its threads.
await watchProcess();
