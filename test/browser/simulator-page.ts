import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page, type Request, type Response } from 'playwright-core';
import { type RunningService, startService } from '../../src/main.js';
import { until } from '../until.js';
import { findChromium } from './find-chromium.js';

/** What does not come within a minute does not come: the test says what it waited for, and the next one begins. */
const longestWaitMs = 60_000;

/** When the first page of a stage is opened: a working day. */
const begins = '2016-10-21T10:00:00+08:00';
/** Longer than a colleague rests, or writes up, after a call of the page before, and than a caller's place is kept. */
const betweenPagesMs = 3 * 60_000;

/** A service and a browser, for one test file. */
export interface Stage {
  readonly service: RunningService;
  readonly browser: Browser;
  /** Sets the clock to where the next page finds each colleague free. */
  passTime(): void;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-browser-'));
  const { executablePath, args } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...args], timeout: longestWaitMs });
  const service = await startService({
    ...process.env,
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
    YIBO_CLOCK: begins,
    LOG_LEVEL: 'error',
  });
  let now = Date.parse(begins);
  return {
    service,
    browser,
    passTime() {
      now += betweenPagesMs;
      service.setClock(new Date(now).toISOString());
    },
    async close() {
      await browser.close();
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Notes in the page what shows only for a moment: a key that lights up, a toast. A slow machine looks when it is over. */
function notePassing(): void {
  const passed: string[] = [];
  Object.defineProperty(window, 'passed', { value: passed });
  const watcher = new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (target instanceof HTMLElement && target.matches('.key.lit, .toast.shown')) {
        passed.push(target.dataset.key ?? target.textContent ?? '');
      }
    }
  });
  watcher.observe(document, { subtree: true, attributes: true, attributeFilter: ['class'] });
}

/** The simulator, as a person at the page uses it. */
export class SimulatorPage {
  /** What a person would not see but should not happen: console errors, failed requests. */
  faults: string[] = [];
  readonly responses: Response[] = [];
  private readonly underWay = new Set<Request>();
  private isClosing = false;

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(longestWaitMs);
    page.on('request', (request) => this.underWay.add(request));
    page.on('requestfinished', (request) => this.underWay.delete(request));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('requestfailed', (request) => {
      this.underWay.delete(request);
      if (!this.isClosing) this.faults.push(`${request.url()}: ${request.failure()?.errorText}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.faults.push(`${response.url()} answered ${response.status()}`);
      this.responses.push(response);
    });
  }

  /** @param prepare runs in the page before its own scripts */
  static async open(stage: Stage, width = 1440, height = 900, prepare?: () => void) {
    const { browser, service } = stage;
    stage.passTime();
    const page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN' });
    await page.addInitScript(notePassing);
    if (prepare) await page.addInitScript(prepare);
    const simulator = new SimulatorPage(page);
    await page.goto(`${service.origin}/simulator/`);
    await simulator.reads('这里是津门国检');
    return simulator;
  }

  /** Waits for the line to say this. */
  async hears(words: string): Promise<void> {
    await this.page.locator('#talk .said', { hasText: words }).last().waitFor();
  }

  /** Waits for a grey line in the call. */
  async notices(words: string): Promise<void> {
    await this.page.locator('#talk .notice', { hasText: words }).last().waitFor();
  }

  /** Waits for a key that lights up, or words over the page; they may have gone again. */
  async sees(keyOrWords: string): Promise<void> {
    await soon(`「${keyOrWords}」 to show`, async () => {
      const passed = await this.page.evaluate(() => (window as unknown as { passed: string[] }).passed);
      return passed.some((one) => one.includes(keyOrWords));
    });
  }

  /** Waits for the account to write this; on a narrow screen its tab may be hidden. */
  async reads(words: string): Promise<void> {
    await this.page.locator('.bubble.account', { hasText: words }).last().waitFor({ state: 'attached' });
  }

  /** Waits for the page to be drawn, and says where the focus is then: a browser takes it from what is hidden only there. */
  async focused(): Promise<string> {
    return this.page.evaluate(async () => {
      for (const _ of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn));
      const { activeElement } = document;
      return activeElement?.id || activeElement?.getAttribute('data-key') || activeElement?.tagName || 'nothing';
    });
  }

  /** On a small screen, shows one device. */
  async turnTo(tab: '电话' | '微信' | '时间·号码'): Promise<void> {
    const button = this.page.getByRole('button', { name: tab, exact: true });
    if (await button.isVisible()) await button.click();
  }

  async click(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async key(key: string): Promise<void> {
    await this.page.locator(`.key[data-key="${key}"]`).click();
  }

  async dial(): Promise<void> {
    await this.click('拨号');
    await this.hears('您好，');
  }

  /** Speaks into a recording until it counts as a message: one of a second is silence, and the line asks again. */
  async speaksIntoRecording(): Promise<void> {
    await this.page.locator('#now-words', { hasText: /正在留言 (?!00:0[01])/ }).waitFor();
  }

  async write(words: string): Promise<void> {
    await this.page.fill('#chat-text', words);
    await this.page.press('#chat-text', 'Enter');
  }

  /**
   * Hangs up, so that no colleague goes on ringing for nobody, and closes the page once it has all it asked for: what is
   * broken off by closing is no fault.
   */
  async close(): Promise<void> {
    await this.hasAllItAskedFor();
    await this.page.locator('#hang-up').dispatchEvent('click');
    await this.page.locator('#hang-up[aria-disabled=true]').waitFor({ state: 'attached' });
    await this.hasAllItAskedFor();
    this.isClosing = true;
    await this.page.close();
  }

  private hasAllItAskedFor(): Promise<true> {
    return soon('every request to be answered', () => this.underWay.size === 0);
  }
}

/** @param what is waited for, as the fault says it that ends the wait */
function soon(what: string, look: () => boolean | Promise<boolean>): Promise<true> {
  const end = performance.now() + longestWaitMs;
  return until(() => {
    if (performance.now() > end) throw new Error(`waited a minute for ${what}`);
    return look();
  });
}
