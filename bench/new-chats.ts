import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '../src/service/installation.js';
import type { LoadRequest } from './load.js';
import { wechatRequest, wordsOfAnswer } from './requests.js';
import { numbered, type Probe, requireSameKind, type Scenario } from './scenario.js';

/** What somebody writes, and what the answer must hold. */
interface Said {
  readonly text: string;
  readonly expects: RegExp;
}

const greeting: Said = { text: '你好', expects: /转人工/ };
const digit: Said = { text: '5', expects: /进出口食品/ };
const lookup: Said = { text: 'JTEBU5JR6G5003291', expects: /检验结果（示例）：合格/ };
const question = (text: string): Said => ({ text, expects: /./ });

const turnBars = { bar: 0.4, aim: 0.6 };

/** Messages of people who write for the first time, by kind, and a chat with one of each. */
export async function newChats(probe: Probe): Promise<readonly Scenario[]> {
  const asked = ownWords(40).map(question);
  return [
    await chatOf(
      probe,
      'a WeChat turn, chats by new people',
      (await answeredAtOnce(probe, asked)).map((one) => [greeting, one, lookup, digit]),
      turnBars,
    ),
    await chatOf(probe, '  a greeting by a new person', [[greeting]], turnBars),
    await chatOf(probe, '  a digit by a new person', [[digit]], turnBars),
    await chatOf(
      probe,
      '  own words by a new person',
      asked.map((one) => [one]),
      { bar: 0.3 },
    ),
    await chatOf(probe, '  a lookup by a new person', [[lookup]]),
    await chatOf(
      probe,
      '  words passed on to a colleague',
      asked.map((one) => [digit, one]),
    ),
  ];
}

/** Those that no colleague takes over: what comes after them would be theirs. */
async function answeredAtOnce(probe: Probe, asked: readonly Said[]): Promise<readonly Said[]> {
  const answered: Said[] = [];
  for (const one of asked) {
    const [{ heard } = { heard: '' }] = await chatOnce(probe, [one]);
    if (heard !== passedOn) answered.push(one);
  }
  return answered;
}

/** A chat of two turns by somebody new: a greeting and a question. */
export function shortChat(probe: Probe): Promise<Scenario> {
  return chatOf(
    probe,
    'a short chat by a new person',
    ownWords(40).map((text) => [greeting, question(text)]),
  );
}

/** Has every chat once, to know its answers. @param chats people have them in turn */
async function chatOf(
  probe: Probe,
  name: string,
  chats: readonly (readonly Said[])[],
  bars: Pick<Scenario, 'bar' | 'aim'> = {},
): Promise<Scenario> {
  const ways: (readonly { readonly text: string; readonly heard: string; readonly number: number }[])[] = [];
  for (const chat of chats) ways.push(await chatOnce(probe, chat));
  const newPerson = (n: number) => {
    const openid = newOpenid();
    return (ways[n % ways.length] ?? []).map(({ text, heard, number }) =>
      numbered(message(openid, text), number, (given) => requireSameKind(wordsOfAnswer(given), heard)),
    );
  };
  return { name, ...bars, newPerson };
}

async function chatOnce(probe: Probe, chat: readonly Said[]) {
  const openid = newOpenid();
  const way = [];
  for (const { text, expects } of chat) {
    const { answer, number } = await probe.send(message(openid, text));
    const heard = wordsOfAnswer(answer.body);
    if (!expects.test(heard) || heard.includes(apology)) throw new Error(`"${text}" was answered with: ${heard}`);
    way.push({ text, heard, number });
  }
  return way;
}

/** What `wordsOfAnswer` says of an answer that has no words, since a colleague's come next. */
const passedOn = '(a person takes over)';
/** How the service begins when it cannot answer. */
const apology = '抱歉，系统';

function message(openid: string, text: string): LoadRequest {
  const messageId = String(randomInt(1e12, 1e14));
  return wechatRequest({ openid, messageId, text, sentAtSeconds: Math.floor(Date.now() / 1000) });
}

function newOpenid(): string {
  return `o${randomBytes(20).toString('base64url')}`;
}

/** @returns so many of the questions that understanding is measured with, from all over their files */
function ownWords(count: number): readonly string[] {
  const folder = join(installation().data, 'evaluation');
  const texts = readdirSync(folder)
    .filter((name) => name === 'callers.jsonl' || name === 'chat.jsonl')
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { text: string }).text);
  return Array.from({ length: count }, (_, n) => texts[Math.floor((n * texts.length) / count)] ?? '');
}
