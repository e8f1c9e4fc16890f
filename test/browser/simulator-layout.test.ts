import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatorPage, type Stage, setStage } from './simulator-page.js';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

/** A screen, and what is left of one at 200%. */
const screens: readonly (readonly [string, number, number])[] = [
  ['a telephone', 390, 844],
  ['a telephone whose browser shows its bars', 390, 664],
  ['a tablet upright', 768, 1024],
  ['a tablet', 1024, 768],
  ['a desktop', 1440, 900],
  ['a tablet upright at 200%', 384, 512],
  ['a tablet at 200%', 512, 384],
  ['a desktop at 200%', 720, 450],
];

/** What shows of an element, in pixels of the window. */
interface Shown {
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

/** Reads the page as a person sees it, once it is drawn: what was said last is followed only then. @param find a selector */
function seen(at: SimulatorPage, find: string): Promise<readonly Shown[]> {
  return at.page.evaluate(async (selector) => {
    for (const _ of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn));
    return [...document.querySelectorAll(selector)]
      .map((element) => ({ name: element.textContent ?? '', box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0)
      .map(({ name, box: { top, bottom, height } }) => ({ name, top, bottom, height }));
  }, find);
}

/** What lies over another thing that can be touched, or beyond the sides, or is too small for a finger. */
function faultsOfPlace(at: SimulatorPage): Promise<readonly string[]> {
  return at.page.evaluate(() => {
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push('the page scrolls sideways');
    const scrollers = '.talk, .guide, .chat-log, .samples, .turn-body';
    const touched = [
      ...document.querySelectorAll('button, summary, select, label:has(input), input:not([role=switch])'),
    ]
      .filter((element) => !element.matches('[type=radio]') && element.closest('dialog') === null)
      // What stands in a closed details has a box, and is not there.
      .filter((element) => element.checkVisibility())
      .map((element) => ({ element, name: element.textContent || element.id, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0);
    for (const [place, { element, name, box }] of touched.entries()) {
      if (box.height < 47.9) faults.push(`${name} is ${box.height} high`);
      const edge = element.closest('.handset, .chat, .panel')?.getBoundingClientRect().right ?? window.innerWidth;
      if (box.left < 0 || box.right > Math.min(edge, window.innerWidth)) faults.push(`${name} lies beyond the sides`);
      if (element.closest(scrollers)) continue;
      for (const other of touched.slice(place + 1)) {
        if (other.element.closest(scrollers)) continue;
        const [width, height] = [
          Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left),
          Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top),
        ];
        if (width > 1 && height > 1) faults.push(`${name} and ${other.name} lie over each other`);
      }
    }
    return faults;
  });
}

test.each(screens)(
  'on %s (%i × %i) what a call needs is in sight, and nothing is in the way',
  async (_, width, height) => {
    const at = await SimulatorPage.open(stage, width, height);
    const inSight = ({ top, bottom }: Shown) => top >= 0 && bottom <= height;
    for (const tab of ['微信', '时间·号码', '电话'] as const) {
      await at.turnTo(tab);
      if (tab === '微信') await at.page.locator('#open-more').click();
      expect([tab, ...(await faultsOfPlace(at))]).toEqual([tab]);
    }
    expect((await seen(at, '#dial')).filter(inSight)).toHaveLength(1);
    await at.dial();
    await at.key('*');
    await at.hears('自助查询。');
    await at.key('2');
    await at.hears('请输入标签编码');
    expect(await faultsOfPlace(at)).toEqual([]);
    // The keys, and what the line said last: three lines of it can be read at once.
    expect((await seen(at, '.key, #dial, #hang-up')).filter(inSight)).toHaveLength(14);
    const [said] = (await seen(at, '.said')).slice(-1);
    const [talk] = await seen(at, '#talk');
    if (!said || !talk) throw new Error('nothing is said');
    expect(said.bottom).toBeLessThanOrEqual(talk.bottom);
    expect(talk.top).toBeGreaterThanOrEqual(0);
    expect(talk.height).toBeGreaterThan(70);
    await at.key('0');
    await at.key('#');
    await at.page.locator('#staff').waitFor();
    expect(await faultsOfPlace(at)).toEqual([]);
    await at.close();
    expect(at.faults).toEqual([]);
  },
);

test.each([
  ['at 400% of 1280 × 1024', 320, 256],
  ['a telephone at 200%', 195, 422],
])('%s the page flows in one column, and a call can be made', async (_, width, height) => {
  const at = await SimulatorPage.open(stage, width, height);
  expect(await faultsOfPlace(at)).toEqual([]);
  await at.dial();
  await at.key('5');
  await at.notices('正在振铃');
  expect(await faultsOfPlace(at)).toEqual([]);
  await at.close();
  expect(at.faults).toEqual([]);
});
