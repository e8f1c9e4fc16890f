import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallTalk } from '../../src/domain/language/small-talk.js';
import { seededEntropy } from '../../src/service/entropy.js';
import { type ChatReply, WechatUser } from '../../src/simulator/wechat-user.js';
import { allCases } from '../all-cases.js';
import { startTestService, type TestService } from './running.js';

const begins = Date.parse('2016-10-21T18:00:00+08:00');
/** Messages of one piece join the case until ten minutes have passed since the last. */
const joinsWithinMs = 10 * 60_000;
const chats = 500;
const atOnce = 20;

const texts = [
  '我的货上周五就到了东疆，报检号120000116000001，到现在还没放行，查验改了三次，冷藏柜每天都要交费，请尽快给个准话',
  '我要投诉你们窗口的工作人员态度差，他姓李，在东疆窗口，昨天下午三点多，我问了两句他就把材料扔出来了，当时还有5个人排队',
  '想请问一下从日本带回来的盆栽，土已经洗干净了，现在被扣在机场，编号是D-20161021，能不能退给我，我13日走的',
  '我们公司做进口红酒的，标签备案一直没批下来，前后补了四次材料，每次说的都不一样，体检中心那边也说不清楚，麻烦回个电话',
  '孩子吃的进口奶粉，罐底批号看不清，网上查不到，买的时候店家说有卫生证书，现在又拿不出来，这个怎么办？发票还在',
];
const between = [
  '你好',
  '您好，在吗',
  '在吗？',
  '👍',
  '😀😀',
  '[微笑]',
  '好的',
  '嗯嗯',
  '谢谢您',
  '辛苦了🙏',
  '？？',
  '收到',
];

const entropy = seededEntropy('messages in pieces');
const upTo = (count: number): number => Number(entropy.digits(9)) % count;

/** One chat: what is written, one after another, and which of it is the message. */
interface Chat {
  readonly user: WechatUser;
  readonly steps: readonly string[];
  readonly pieces: readonly string[];
}

/** Cuts a text anywhere between two characters; what would be a courtesy or the key 0, or too short to begin with, stays with what follows. */
function piecesOf(text: string): string[] {
  const pieces = [''];
  for (const character of text) {
    const last = pieces.at(-1) ?? '';
    const mayEnd =
      last !== '0' &&
      smallTalk(last) === null &&
      (pieces.length > 1 || last.length > 5) &&
      !'，。？'.includes(character);
    if (mayEnd && upTo(9) === 0) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces;
}

function chatOf(user: WechatUser, text: string): Chat {
  const pieces = piecesOf(text);
  const steps = ['0'];
  for (const piece of pieces) {
    while (upTo(5) === 0) steps.push(between[upTo(between.length)] ?? '');
    steps.push(piece);
  }
  while (upTo(2) === 0) steps.push(between[upTo(between.length)] ?? '');
  return { user, steps, pieces };
}

let service: TestService;
let now = begins;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** Everybody's next step at the same moment, some of them twice. */
async function playRound(all: readonly Chat[], step: number, said: Map<Chat, string[]>): Promise<void> {
  const waiting = all.filter(({ steps }) => step < steps.length);
  const take = async (): Promise<void> => {
    for (let chat = waiting.pop(); chat; chat = waiting.pop()) {
      const reply: ChatReply = await chat.user.say(chat.steps[step] ?? '');
      const first = chat.user.turns.at(-1)?.answer;
      if (upTo(10) === 0) expect(await chat.user.redeliver()).toBe(first);
      said.get(chat)?.push(reply.kind === 'text' ? reply.text : `(${reply.kind})`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

test('a message left in any pieces, with courtesies between them, is one case with every piece, its number said once', async () => {
  const account = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.wechat };
  const all = Array.from({ length: chats }, (_, index) =>
    chatOf(new WechatUser(account, { mode: 'plain', now: () => now }), texts[index % texts.length] ?? ''),
  );
  const said = new Map<Chat, string[]>(all.map((chat) => [chat, []]));
  const rounds = Math.max(...all.map(({ steps }) => steps.length));
  for (let step = 0; step < rounds; step++) {
    service.setClock(new Date(now).toISOString());
    await playRound(all, step, said);
    now += upTo(joinsWithinMs);
  }
  const cases = await allCases(service.store);
  expect(cases).toHaveLength(chats);
  for (const chat of all) {
    const [own, ...others] = cases.filter(({ personId }) => personId === chat.user.openid);
    expect(others).toEqual([]);
    expect(own?.message).toEqual({ kind: 'text', text: chat.pieces.join('\n') });
    const replies = said.get(chat) ?? [];
    expect(replies.filter((words) => words.includes(own?.caseNo ?? '-'))).toHaveLength(1);
    expect(replies.filter((words) => !/^[^()]+$/s.test(words))).toEqual([]);
  }
});
