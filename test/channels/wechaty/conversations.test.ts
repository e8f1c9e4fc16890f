import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { FirstStarts } from '../../../src/commands/first-starts.js';
import { stageOf } from '../../../src/commands/fresh-stage.js';
import { startService } from '../../../src/main.js';
import { parseTranscripts } from '../../../src/rehearsal/parse-transcripts.js';
import { CannotPerform, type Performer } from '../../../src/rehearsal/perform.js';
import { describeDeparture, rehearse } from '../../../src/rehearsal/rehearse.js';
import type { Step, Transcript } from '../../../src/rehearsal/transcript.js';
import { MockNetwork, types } from './mock-network.js';

/**
 * The transcripts of the official account, played through wechaty. What a puppet does not have:
 * - Nobody can be connected: what the account passes on to a colleague is kept as a case, or joins the one of a moment ago.
 * - No event tells of a code that was scanned, a menu that was tapped, a contact that was removed, or what a colleague does.
 * - Nothing names a picture for a colleague to find it.
 */
const insteadOfPassingOn = '…记下…';
const impossible =
  /^\((?:(?:taps|scans|says) .+|unfollows|sends a (?:place|sticker|voice message)|a colleague .+|the colleague .+)\)$/;

/** Transcripts of nothing else but that. */
const aboutTheAccountAlone: ReadonlyMap<string, string> = new Map([
  ['微信查汽车：扫车上的标签', 'scans with the menu of the account'],
  ['点菜单里的人工客服：菜单点击不能直接转接，先请他写下问题', 'taps the menu of the account'],
  ['取消关注再回来：什么都不记得', 'stops to follow the account'],
  ['转给同事以后，每条都转，机器不插话，直到返回', 'is with a colleague'],
  ['第一句就直接转走的，后面的也转；* 回到自助', 'is with a colleague'],
  ['还没写问题先发图片：图片也转', 'is with a colleague'],
  ['同事接走了，又结束了：之后回到自助', 'is with a colleague'],
  ['同事主动接起来的，没有转过也不插话', 'is with a colleague'],
  ['等同事的时候点菜单、扫码：照常回答，不离开；点开要输号码的，才离开', 'is with a colleague'],
  ['等着等着下班了：后面的话记下来', 'is with a colleague'],
  ['微信里说活着没意思：先说打哪里，接着写的转给同事', 'is with a colleague'],
  ['找张科长、不知道问谁、没人回：都是要找人', 'is with a colleague'],
  ['从德国带猫来、带狗回德国、泰国榴莲、打给谁：英语也答', 'is with a colleague'],
  ['第一条就是表情：问好，也说看不了', 'sends a sticker first'],
  ['夜里第一条就是位置', 'sends a place'],
  ['第一条就是语音：问好，也说听不了', 'sends a voice message'],
  ['微信扫码：扫到什么说什么，能扫什么说什么', 'scans with the menu of the account'],
  ['标贴真伪：查无此码', 'scans with the menu of the account'],
  ['微信查双随机：菜单按钮', 'taps the menu of the account'],
  ['英语找人：上班时间原话转给同事', 'is passed on to a colleague'],
  ['留言里的图片和位置，记着在哪里找', 'sends what a colleague finds by its name'],
  ['微信里用英语说有危险：上班时转给同事，夜里记下来', 'is passed on to a colleague'],
  ['英语投诉：微信里上班时间转给同事', 'is passed on to a colleague'],
  ['我要投诉，叫领导来：先是投诉', 'comes back from a colleague'],
  ['不记名举报转给同事以后回来：告诉编号和查询码', 'comes back from a colleague'],
  ['刚投诉的又不投诉了：记在那一件里', 'comes back from a colleague'],
]);

/** Single steps that are left out, with what is expected of them; all else of their transcripts is played. */
const leftOut: ReadonlyMap<string, number> = new Map([
  ['微信查红酒：直接发编码，或者扫码', 1],
  ['下班以后：招呼不算留言，几条短话是一件，编号只说一次', 2],
  ['要写问题的时候先打招呼：再请一次，招呼不转', 1],
  ['夜里说英语：零是留言，就说是留言', 1],
  ['标贴真伪：真，说出签的是什么，请人核对', 1],
  ['标贴真伪：伪，改过的、不完整的', 2],
  ['标贴真伪：已撤回，和换发了的', 1],
  ['标贴真伪：在过多地方被扫', 1],
  ['微信查双随机：抽取编号、集装箱号，不用先说', 1],
]);

const folder = fileURLToPath(new URL('../../conversations/', import.meta.url));
const transcripts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => parseTranscripts(readFileSync(folder + name, 'utf8'), `test/conversations/${name}`))
  .filter(({ channels }) => channels.includes('wechat'));

/** @returns a transcript as a puppet can play it, and how many steps that leaves out */
function forPuppet(transcript: Transcript): { readonly played: Transcript; readonly omitted: number } {
  const steps: Step[] = [];
  let omitted = 0;
  let isOmitting = false;
  for (const step of transcript.steps.filter((one) => !('on' in one) || one.on.includes('wechat'))) {
    if (step.kind !== 'answer') isOmitting = step.kind === 'input' && impossible.test(step.words);
    if (step.kind === 'input' && isOmitting) omitted++;
    if (isOmitting) continue;
    const isPassedOn = step.kind === 'answer' && /^\(passes the message on.*\)$/.test(step.words);
    steps.push(isPassedOn ? { ...step, words: insteadOfPassingOn } : step);
  }
  return { played: { ...transcript, steps }, omitted };
}

/** One person at the puppet. Each message gets one answer, and the same message again none. */
function performer(network: MockNetwork): Performer {
  let answers = 0;
  let again = (): void => {
    throw new CannotPerform('nothing was sent yet');
  };
  const act = (deliver: () => void): Promise<string> => {
    again = deliver;
    deliver();
    return network.answer('li', ++answers);
  };
  return async (words) => {
    if (words === '(rings)' || words === '(follows)') return act(() => network.befriend('li'));
    if (words === '(the same again)') {
      again();
      return '';
    }
    const type = words === '(sends a picture)' ? types.Image : types.Text;
    if (type === types.Text && words.startsWith('(')) throw new CannotPerform(`"${words}" cannot be done at a puppet`);
    const id = `step-${answers}`;
    return act(() => void network.write({ from: 'li', text: type === types.Text ? words : '', type, id }));
  };
}

const starts = new FirstStarts();
afterAll(() => starts.remove());

async function departure(transcript: Transcript): Promise<string | null> {
  const own = mkdtempSync(join(tmpdir(), 'yibo-puppet-'));
  const network = new MockNetwork();
  const begins = transcript.steps.find((step) => step.kind === 'clock')?.iso ?? '';
  const envIn = (place: string) => ({
    ...{ PORT: '0', LOG_LEVEL: 'silent', YIBO_CLOCK: begins },
    DATABASE_URL: `sqlite:${join(place, 'test.db')}`,
  });
  const startOnce = async (place: string) => (await startService(envIn(place), { entropySeed: begins })).close();
  await starts.copyInto(own, begins, startOnce);
  const env = { ...envIn(own), WECHATY_PUPPET: 'wechaty-puppet-mock', WECHATY_FOLDER: own };
  const service = await startService(env, { entropySeed: transcript.title, puppet: { open: network.open } });
  try {
    await network.isOpen();
    const stage = stageOf(service, null);
    const found = await rehearse(transcript, 'wechat', stage, performer(network));
    if (found) return describeDeparture(found);
  } finally {
    await service.close();
    rmSync(own, { recursive: true });
  }
  const inputs = transcript.steps.filter((step) => step.kind === 'input' && step.words !== '(the same again)');
  const answers = network.received.get('li')?.length ?? 0;
  return answers === inputs.length ? null : `${answers} answers to ${inputs.length} messages`;
}

describe('through a puppet, as on the official account', () => {
  for (const transcript of transcripts.filter(({ title }) => !aboutTheAccountAlone.has(title))) {
    test(transcript.title, async () => {
      const { played, omitted } = forPuppet(transcript);
      expect(omitted).toBe(leftOut.get(transcript.title) ?? 0);
      expect(await departure(played)).toBeNull();
    });
  }
});

test('what is not played is named, and has nothing in it that a puppet could play instead', () => {
  const titles = transcripts.map(({ title }) => title);
  expect([...aboutTheAccountAlone.keys(), ...leftOut.keys()].filter((title) => !titles.includes(title))).toEqual([]);
  for (const transcript of transcripts.filter(({ title }) => aboutTheAccountAlone.has(title))) {
    const isPassedOn = transcript.steps.some((step) => step.kind === 'answer' && step.words.startsWith('(passes'));
    expect(isPassedOn || forPuppet(transcript).omitted > 0).toBe(true);
  }
});
