import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inSlices } from '../../src/content/in-slices.js';
import { ContentLibrary } from '../../src/content/library.js';
import { oneAtATime } from '../../src/content/one-at-a-time.js';
import type { Content } from '../../src/domain/content/content.js';
import type { Store } from '../../src/domain/store.js';
import { offered } from '../../src/service/offered.js';
import { openStore } from '../../src/store/open.js';
import { copyContent } from '../content-copy.js';
import { until } from '../until.js';

let root: string;
let store: Store;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'yibo-reload-'));
  copyContent(root);
  store = await openStore(`sqlite:${join(root, 'yibo.db')}`);
  await store.migrate();
});
afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true });
});

const file = 'menus/self-service.yaml';
const write = (words: string): void =>
  writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').replace(/intro: .*/, `intro: ${words}`));

/** Makes ready one version after another, each when it is told to. */
class Preparing {
  readonly begun: string[] = [];
  private readonly ends: { done: () => void; fail: (error: Error) => void }[] = [];

  readonly prepare = ({ version }: Content): Promise<void> => {
    this.begun.push(version);
    return new Promise((done, fail) => this.ends.push({ done, fail }));
  };

  /** Ends the one that began first. */
  end(error?: Error): void {
    const first = this.ends.shift();
    if (error) first?.fail(error);
    else first?.done();
  }

  /** Waits until as many have begun. */
  async untilBegun(count: number): Promise<void> {
    while (this.begun.length < count) await new Promise(setImmediate);
  }
}

function openLibrary(prepare = async (_: Content): Promise<void> => {}): Promise<ContentLibrary> {
  return ContentLibrary.open({ root, offered, store: store.contents, clock: { now: () => 1000 }, prepare });
}

async function open(preparing: Preparing): Promise<ContentLibrary> {
  const opening = openLibrary(preparing.prepare);
  await preparing.untilBegun(1);
  preparing.end();
  return opening;
}

test('a change that is slow to be made ready does not displace a later one', async () => {
  const preparing = new Preparing();
  const library = await open(preparing);
  write('先改的自助查询。');
  const older = library.reload();
  await preparing.untilBegun(2);
  write('后改的自助查询。');
  const newer = library.reload();
  const [, slow] = preparing.begun;
  // One after the other: the later one is not being made ready while the earlier one is.
  expect(preparing.begun).toHaveLength(2);
  preparing.end();
  expect(await older).toBe(true);
  expect(library.current.version).toBe(slow);
  await preparing.untilBegun(3);
  preparing.end();
  expect(await newer).toBe(true);
  expect(library.current.version).toBe(preparing.begun[2]);
  expect(library.current.version).not.toBe(slow);
  expect(await library.reload()).toBe(false);
});

test('a change that cannot be made ready does not keep the next from being taken up', async () => {
  const preparing = new Preparing();
  const library = await open(preparing);
  write('先改的自助查询。');
  const older = library.reload();
  const failed = expect(older).rejects.toThrow('disk full');
  await preparing.untilBegun(2);
  write('后改的自助查询。');
  const newer = library.reload();
  preparing.end(new Error('disk full'));
  await failed;
  await preparing.untilBegun(3);
  preparing.end();
  expect(await newer).toBe(true);
});

test('changes during a reading are looked at once more, together', async () => {
  let readings = 0;
  const read = oneAtATime(async () => {
    readings += 1;
    const own = readings;
    await new Promise(setImmediate);
    return own;
  });
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 2, 2]);
  expect(await read()).toBe(3);
  // Asked for the moment that one has ended, and before the next has begun.
  const first = read();
  const between = first.then(() => read());
  expect(await read()).toBe(5);
  expect(await between).toBe(5);
});

test('watching tells when what was refused is gone, though the version in force is the same', async () => {
  const library = await openLibrary();
  const told: string[] = [];
  const stop = library.watch((outcome) => told.push(outcome));
  const good = readFileSync(join(root, file), 'utf8');
  writeFileSync(join(root, file), `${good}\nnonsense: [`);
  await until(() => told.includes('refused'));
  writeFileSync(join(root, file), good);
  await until(() => told.at(-1) === 'taken-back');
  await stop();
});

test('what could not be made ready is tried again, and taken up then', async () => {
  let fails = 0;
  const library = await openLibrary(async () => {
    if (fails-- > 0) throw new Error('learning was broken off');
  });
  const before = library.current.version;
  fails = 2;
  const told: string[] = [];
  const stop = library.watch((outcome) => told.push(outcome), 1);
  write('现在改的自助查询。');
  await until(() => told.includes('taken-up'));
  await stop();
  expect(told.slice(0, 2)).toEqual(['failed', 'failed']);
  expect(library.current.version).not.toBe(before);
});

describe('opened on files that are refused', () => {
  const good = () => readFileSync(join(root, file), 'utf8');

  test('whoever watches then is not told what the start has told', async () => {
    await openLibrary();
    const mended = good();
    writeFileSync(join(root, file), `${mended}\nnonsense: [`);
    const library = await openLibrary();
    let readings = 0;
    const reload = library.reload.bind(library);
    library.reload = () => {
      readings += 1;
      return reload();
    };
    const told: string[] = [];
    const stop = library.watch((outcome) => told.push(outcome));
    await until(() => readings > 0);
    await reload();
    writeFileSync(join(root, file), mended);
    await until(() => told.length > 0);
    await stop();
    expect(told).toEqual(['taken-back']);
  });

  test('the version that was in force last serves, and what is wrong is told until it is mended', async () => {
    await openLibrary();
    write('最后一个好的版本。');
    const last = (await openLibrary()).current.version;
    const mended = good();
    writeFileSync(join(root, file), `${mended}\nnonsense: [`);
    const library = await openLibrary();
    expect(library.current.version).toBe(last);
    expect(library.problem?.problems[0]).toMatchObject({ file });
    writeFileSync(join(root, file), mended);
    await library.reload();
    expect(library.problem).toBeNull();
    expect(library.current.version).toBe(last);
  });

  test('going back to an older version makes it the newest', async () => {
    const first = good();
    const older = (await openLibrary()).current.version;
    write('后来的版本。');
    await openLibrary();
    writeFileSync(join(root, file), first);
    await openLibrary();
    writeFileSync(join(root, file), 'menu: [');
    expect((await openLibrary()).current.version).toBe(older);
  });

  test('what this version of the code does not load is passed over, and with none left all problems are told', async () => {
    const { version } = (await openLibrary()).current;
    await store.contents.save('of-later-code', '{"menus/main.yaml":"menu: main\\nvoice: new"}', 2000);
    await store.contents.save('damaged', '{"menus/ma', 3000);
    writeFileSync(join(root, file), 'menu: [');
    expect((await openLibrary()).current.version).toBe(version);
    const empty = await openStore(`sqlite:${join(root, 'empty.db')}`);
    await empty.migrate();
    const parts = { root, offered, store: empty.contents, clock: { now: () => 1000 } };
    await expect(ContentLibrary.open(parts)).rejects.toThrow(/self-service\.yaml:1:\d/);
    await empty.close();
  });
});

test('others are served between two slices of a long reading', async () => {
  let served = 0;
  let isRead = false;
  const others = (async () => {
    for (; !isRead; served++) await new Promise(setImmediate);
  })();
  function* reading(): Generator<void, readonly number[]> {
    const seen: number[] = [];
    for (let file = 0; file < 3; file++) {
      // As long as a large file takes.
      for (const end = performance.now() + 10; performance.now() < end; );
      seen.push(served);
      yield;
    }
    return seen;
  }
  const [first = 0, second = 0, third = 0] = await inSlices(reading());
  isRead = true;
  await others;
  expect(second).toBeGreaterThan(first);
  expect(third).toBeGreaterThan(second);
});
