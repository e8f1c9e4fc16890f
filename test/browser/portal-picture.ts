import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../commands/run-yibo.js';
import { portalPages } from './portal-pages.js';
import { follow, noteShifts, PortalStage, shiftsOf } from './portal-stage.js';

/** On an old telephone: a processor that is four times as slow. */
const slowDown = 4;
const mostPaintMs = 1_000;
const mostBytes = 100_000;
const folder = join(root, 'var/portal');

let stage: PortalStage;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  stage = await PortalStage.set();
});
afterAll(() => stage?.close());

/** Notes when the largest thing was painted. */
function notePaint(): void {
  const paints: number[] = [];
  Object.defineProperty(window, 'paints', { value: paints });
  const note = (list: PerformanceObserverEntryList) =>
    paints.push(...list.getEntries().map(({ startTime }) => startTime));
  new PerformanceObserver(note).observe({ type: 'largest-contentful-paint', buffered: true });
}

test('on a slow telephone every page is painted within a second, and nothing in it moves', async () => {
  const measured: { page: string; 'largest paint, ms': number; shift: number; bytes: number }[] = [];
  for (const [name, path] of portalPages.filter(([, , come]) => !come)) {
    const context = await stage.context(390);
    await context.addInitScript(noteShifts);
    await context.addInitScript(notePaint);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
    const loaded = follow(page);
    await page.goto(stage.service.origin + path, { waitUntil: 'networkidle' });
    const shifts = await shiftsOf(page);
    const paints = await page.evaluate(() => (window as unknown as { paints: readonly number[] }).paints);
    const { bytes } = await loaded();
    const shift = shifts.reduce((sum, one) => sum + one, 0);
    measured.push({ page: name, 'largest paint, ms': Math.round(Math.max(...paints)), shift, bytes });
    await context.close();
  }
  console.table(measured);
  for (const one of measured) {
    expect(one['largest paint, ms'], one.page).toBeLessThan(mostPaintMs);
    expect(one.shift, one.page).toBe(0);
    expect(one.bytes, one.page).toBeLessThanOrEqual(mostBytes);
  }
});

test('every page is printed, for a person to look at', async () => {
  const context = await stage.context(1440);
  const page = await context.newPage();
  for (const [name, path, come] of portalPages) {
    await page.goto(stage.service.origin + path);
    await come?.(page, stage.service);
    await page.locator('main').waitFor();
    await page.pdf({
      path: join(folder, `${name}.pdf`),
      format: 'A4',
      margin: { top: '2cm', bottom: '2cm', left: '2cm', right: '2cm' },
    });
  }
  await context.close();
});
