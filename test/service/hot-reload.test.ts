import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { type ChangeContent, copyContent } from '../content-copy.js';
import { until } from '../until.js';
import { newCall, startTestService, type TestService } from './running.js';

const said = (heard: readonly Heard[]): string => heard.map((one) => (one.kind === 'says' ? one.words : '')).join('');

let root: string;
let change: ChangeContent;
let service: TestService;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'yibo-content-'));
  change = copyContent(root);
  service = await startTestService({}, { root });
});
afterEach(async () => {
  await service.close();
  rmSync(root, { recursive: true });
});

interface Ready {
  readonly ready: boolean;
  readonly content: { readonly version: string; readonly refused?: string[] };
}

/** Waits until the service tells what is wanted of its content. */
function untilTold(isThere: (ready: Ready) => boolean): Promise<Ready> {
  return until(async () => {
    const ready = (await (await fetch(`${service.origin}/readyz`)).json()) as Ready;
    return isThere(ready) && ready;
  });
}

test('a good change is heard by the next caller; a call under way keeps its words', async () => {
  const before = (await untilTold(() => true)).content.version;
  const underWay = newCall(service);
  await underWay.ring();
  change('menus/self-service.yaml', '自助查询。', '这里是自助查询。');
  await untilTold(({ content }) => content.version !== before);
  expect(said(await underWay.press('*'))).toMatch(/^自助查询。/);
  const next = newCall(service);
  await next.ring();
  expect(said(await next.press('*'))).toMatch(/^这里是自助查询。/);
});

test('a bad change is refused and told of; the good version goes on serving, and mending it clears the complaint', async () => {
  change('menus/self-service.yaml', 'to: wine', 'to: whine');
  const { ready, content } = await untilTold((told) => told.content.refused !== undefined);
  expect(ready).toBe(true);
  expect(content.refused?.[0]).toMatch(
    /^menus\/self-service\.yaml:\d+:\d+ .*"whine" is no menu or form\. Did you mean "wine"\?/,
  );
  const call = newCall(service);
  expect(said(await call.ring())).toContain('您好，天津检验检疫');
  change('menus/self-service.yaml', 'to: whine', 'to: wine');
  await untilTold((told) => told.content.refused === undefined);
});

test('a saying that is saved while callers are served is learnt beside them, and understood by the next one', async () => {
  const { content: before } = await untilTold(() => true);
  const asked = '鸸鹋羽毛掸子';
  change(
    'intents/animal-plant/pet-entry.yaml',
    'sayings: |\n',
    `sayings: |\n${[...'一二三四五六'].map((n) => `  ${asked}${n}号要不要办手续\n`).join('')}`,
  );
  // Turns are taken all the while.
  await until(async () => {
    expect(said(await newCall(service).ring())).toContain('您好，天津检验检疫');
    return (await untilTold(() => true)).content.version !== before.version;
  });
});

test('a call that began on an older version keeps it through a restart', async () => {
  // The account is the same after the restart, as a bureau's is.
  const env = {
    DATABASE_URL: `sqlite:${join(service.folder, 'shared.db')}`,
    TWILIO_ACCOUNT_SID: service.secrets.twilio.accountSid,
  };
  let running = await startTestService(env, { root });
  const { publicBaseUrl, secrets } = running;
  const call = new TwilioCall({
    get deliverTo() {
      return running.origin;
    },
    publicBaseUrl,
    ...secrets.twilio,
  });
  await call.ring();
  await running.close();
  change('menus/self-service.yaml', '自助查询。', '这里是自助查询。');
  running = await startTestService(env, { root });
  expect(said(await call.press('*'))).toMatch(/^自助查询。/);
  await running.close();
});

test('a restart on broken files goes on with the last good version, and says so until they are mended', async () => {
  const env = { DATABASE_URL: `sqlite:${join(service.folder, 'shared.db')}` };
  await (await startTestService(env, { root })).close();
  change('menus/self-service.yaml', 'to: wine', 'to: whine');
  const running = await startTestService(env, { root });
  const told = async () => (await (await fetch(`${running.origin}/readyz`)).json()) as Ready;
  expect(await told()).toMatchObject({ ready: true, content: { refused: [expect.stringContaining('"whine"')] } });
  const call = newCall(running);
  expect(said(await call.ring())).toContain('您好，天津检验检疫');
  expect(said(await call.press('*'))).toMatch(/^自助查询。/);
  change('menus/self-service.yaml', 'to: whine', 'to: wine');
  await until(async () => (await told()).content.refused === undefined);
  await running.close();
});

test('bad content is refused at the start when no good version is stored', async () => {
  change('menus/self-service.yaml', 'to: wine', 'to: whine');
  await expect(startTestService({}, { root })).rejects.toThrow('"whine" is no menu or form');
});
