import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { startTestService, type TestService } from '../service/running.js';
import { findChromium } from './find-chromium.js';

/** A service and a browser, to look at the pages of the portal. */
export class PortalStage {
  private constructor(
    readonly service: TestService,
    readonly browser: Browser,
    private readonly folder: string,
  ) {}

  static async set(): Promise<PortalStage> {
    const { executablePath, args } = await findChromium();
    const browser = await chromium.launch({ executablePath, args: [...args], timeout: 60_000 });
    const folder = mkdtempSync(join(tmpdir(), 'yibo-portal-'));
    const service = await startTestService({ API_REQUESTS_PER_MINUTE: '100000' });
    // Sample draws are made beside requests, seconds after the start.
    await service.catchUp('draws');
    return new PortalStage(service, browser, folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.service.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A window without any memory of another. */
  async context(width: number, options: { scripts?: boolean } = {}): Promise<BrowserContext> {
    const height = width < 800 ? 844 : 900;
    return this.browser.newContext({
      viewport: { width, height },
      locale: 'zh-CN',
      javaScriptEnabled: options.scripts ?? true,
    });
  }
}

/** How pages are looked at: by width and by day or night, in an order in which one change follows another. */
export const views = [
  [390, 'light'],
  [390, 'dark'],
  [1440, 'dark'],
  [1440, 'light'],
] as const;

/** Notes in a page what moves while it loads. */
export function noteShifts(): void {
  const shifts: number[] = [];
  Object.defineProperty(window, 'shifts', { value: shifts });
  const note = (list: PerformanceObserverEntryList) => {
    for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
  };
  new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
}

/** @returns by how much things have moved, once what was drawn has been looked at */
export function shiftsOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn));
    return (window as unknown as { shifts: readonly number[] }).shifts;
  });
}

/** What a page loaded: from where, and how many bytes went over the wire. */
export interface Loaded {
  readonly hosts: ReadonlySet<string>;
  readonly bytes: number;
  /** What the console complained of, what failed. */
  readonly faults: readonly string[];
}

/** Follows what a page loads from now on. @returns what it has loaded so far */
export function follow(page: Page): () => Promise<Loaded> {
  const hosts = new Set<string>();
  const sizes: Promise<number>[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:') hosts.add(host);
  });
  page.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    );
  });
  page.on('requestfailed', (request) => faults.push(`${request.url()} failed`));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // The browser notes each answer that is no success; a page that says so is what it should be.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  return async () => ({ hosts, bytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0), faults });
}
