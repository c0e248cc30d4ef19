import AxeBuilder from "@axe-core/playwright";
import { expect } from "chai";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { LIMIT_MS } from "../support/eventually.ts";

/** The console of a stack's gateway in a separate browser, with frequent actions of tests. */
export interface OpenConsole {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Enters a participant's key and sends it. */
  signIn(name: string): Promise<void>;
  /** Signs in, and waits for the first page. */
  enter(name: string): Promise<void>;
  /** Opens a page of the console by its path, and waits until its data has loaded. */
  visit(path: string): Promise<void>;
  /** Accessibility rules that the current page breaks (of all rules or only these), each with the first element. */
  violations(rules?: string[]): Promise<string[]>;
  /**
   * Closes the console. Fails after a request to any other host, or an error in the browser's log, such as a policy
   * violation.
   */
  close(): Promise<void>;
}

/** The participants that can sign in, by name. */
type SignedIn = Readonly<Record<string, { readonly token: string }>>;

/** @param prepare Prepares the page before it loads anything. */
export async function openConsole(
  browser: Browser,
  { gateway, participants }: { readonly gateway: { readonly url: string }; readonly participants: SignedIn },
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<OpenConsole> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(LIMIT_MS);
  const page = await context.newPage();
  const noise: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(gateway.url) && !request.url().startsWith(`blob:${gateway.url}`))
      noise.push(request.url());
  });
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("console", (message) => {
    // Browsers log every answer with an error status, which tests check themselves.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) noise.push(message.text());
  });
  await prepare(page);
  await page.goto(gateway.url);

  async function signIn(name: string): Promise<void> {
    await page.getByLabel("API key").fill(participants[name]?.token ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  return {
    context,
    page,
    signIn,
    async enter(name) {
      await signIn(name);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("navigation").waitFor();
    },
    async visit(path) {
      await page.goto(`${gateway.url}/#${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("status").filter({ hasText: "Loading" }).first().waitFor({ state: "detached" });
    },
    async violations(rules) {
      // The page itself runs the rules and returns what breaks them. Otherwise it would return each element that meets a
      // rule, megabytes of them, and another page would make the report.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
      const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    async close() {
      await context.close();
      expect(noise).to.deep.equal([]);
    },
  };
}
