import type { Fact } from '../../../src/disclosure/lookups/fact.js';
import type { Lookup } from '../../../src/disclosure/lookups/lookup.js';
import type { Answers } from '../../../src/domain/conversation/answers.js';
import type { DisclosureRecord } from '../../../src/domain/disclosure/record.js';
import { keypadSignature } from '../../../src/domain/identifiers/identifiers.js';
import type { Heard } from '../../../src/simulator/twilio-call.js';
import { WechatUser } from '../../../src/simulator/wechat-user.js';
import { newCall, type TestService } from '../../service/running.js';

/** What the API answers when it knows. */
export interface Told {
  readonly lookup: string;
  readonly sample: boolean;
  readonly facts: readonly Fact[];
  readonly version: { readonly position: number; readonly hash: string; readonly publishedAt: string };
  readonly parts?: readonly { readonly dataset: string; readonly id: string; readonly hash: string }[];
  readonly text: string;
}

/** @returns the status, and the body as it came */
export async function askApi(service: TestService, lookup: string, answers: Answers): Promise<[number, string]> {
  const response = await fetch(`${service.origin}/api/v1/lookups/${lookup}?${new URLSearchParams(answers)}`);
  return [response.status, await response.text()];
}

export async function toldByApi(service: TestService, lookup: string, answers: Answers): Promise<Told> {
  const [status, body] = await askApi(service, lookup, answers);
  if (status !== 200) throw new Error(`the API answered ${status}: ${body}`);
  return JSON.parse(body) as Told;
}

/**
 * Asks over the real webhook of the telephone, signed, by keys alone, up to the point where everything has been given.
 * @param keys where the lookup is in the menus
 * @returns what is heard next when that is done
 */
export async function dial(
  service: TestService,
  lookup: Lookup,
  { keys, answers, record }: { keys: string; answers: Answers; record: DisclosureRecord },
): Promise<() => Promise<string>> {
  const call = newCall(service);
  await call.ring();
  let heard: readonly Heard[] = [];
  for (const key of keys) heard = await call.press(key);
  const inputs = lookup.fields.map((name) => `${keypadSignature(answers[name] ?? '')}#`);
  const last = lookup.challenge ? null : inputs.pop();
  for (const input of inputs) heard = await call.press(input);
  const code = last ?? codeIn(wordsOf(heard).join(''));
  return async () => {
    let answer = wordsOf(await call.press(code));
    const [first = ''] = answer;
    const choice = /请选您要查的/.test(first) ? keyOf(first, record) : null;
    if (choice !== null) answer = wordsOf(await call.press(choice));
    const [told = ''] = answer;
    if (!answer.some((words) => words.includes('听全部请按二'))) return told;
    const pieces: string[] = [];
    do {
      answer = wordsOf(await call.press('2'));
      pieces.push(answer[0] ?? '');
    } while (answer.some((words) => words.includes('接着听请按二')));
    return told.replace(/最近三步是。.*$/su, '最近三步是。') + pieces.join('');
  };
}

/** The same over the real webhook of the WeChat account, sealed, in one message. */
export async function write(service: TestService, lookup: Lookup, answers: Answers): Promise<() => Promise<string>> {
  const addresses = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl };
  let at = Date.parse('2016-10-21T10:00:00+08:00');
  const user = new WechatUser({ ...addresses, ...service.secrets.wechat }, { now: () => (at += 1000) });
  const say = async (text: string): Promise<string> => {
    const reply = await user.say(text);
    if (reply.kind !== 'text') throw new Error(`"${text}" was answered with ${reply.kind}`);
    return reply.text;
  };
  const message = lookup.fields.map((name) => answers[name]).join(' ');
  const last = lookup.challenge ? codeIn(await say(message)) : message;
  return async () => (await say(last)).split('\n\n')[0] ?? '';
}

function wordsOf(heard: readonly Heard[]): readonly string[] {
  return heard.flatMap((one) => (one.kind === 'says' ? [one.words] : []));
}

/** The verification code in what was said or written. */
function codeIn(words: string): string {
  const [, code = ''] = /验证码：([\d零幺二三四五六七八九、]+)/u.exec(words) ?? [];
  if (code === '') throw new Error(`no verification code in "${words}"`);
  return [...code.replaceAll('、', '')]
    .map((one) => ('零幺二三四五六七八九'.includes(one) ? String('零幺二三四五六七八九'.indexOf(one)) : one))
    .join('');
}

/** Which key chooses the record, by what tells it from the others. */
function keyOf(words: string, record: DisclosureRecord): string {
  const offers = words
    .split('。')
    .filter((one) => Object.values(record.fields).some((text) => one.startsWith(`${text}，`)));
  const [, key = ''] = /请按(.)$/u.exec(offers[0] ?? '') ?? [];
  return String('零一二三四五六七八九'.indexOf(key));
}
