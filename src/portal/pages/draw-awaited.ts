import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import { accountOf } from '../../draws/beacon/accounts.js';
import { agreedIn, type NumbersEntry } from '../../draws/beacon/numbers.js';
import { entriesIn } from '../../draws/beacon/seal-randomness.js';
import { dueOf, type NumbersPart, sourceOf } from '../../draws/beacon/sealed-beacon.js';
import type { Bundle } from '../../draws/bundle/bundle.js';
import type { Seal } from '../../draws/seal/seal.js';
import { readTimeStamp } from '../../draws/stamp/time-stamp.js';
import { noticeBox } from '../parts/notice-box.js';
import { table } from '../parts/table.js';
import { type Html, html, type Value } from '../shell/html.js';
import { momentOf } from './draw-words.js';

/** What a draw waits for, as fields of what was sealed. */
export function awaited({ beacon }: Seal): readonly { readonly label: string; readonly value: Value }[] {
  const due = momentOf(dueOf(beacon) ?? 0);
  if ('round' in beacon) return [{ label: '要等的信标', value: `drand quicknet 第 ${beacon.round} 轮，${due} 公布` }];
  if (beacon.source === 'codes')
    return [{ label: '要等的信标', value: '没有（现场断网），由封存的密码代替，是弱证明' }];
  return [
    { label: '要等的号码', value: beacon.what },
    { label: '最早什么时候有', value: due },
    { label: '号码的样子', value: beacon.shape.map(partInWords).join('；') },
  ];
}

/** @example partInWords({ count: 20, from: 1, to: 6, ordered: true }) // '20 个，每个 1 到 6，按出来的顺序' */
export function partInWords({ count, from, to, ordered }: NumbersPart): string {
  return `${count} 个，${ordered ? `每个 ${from} 到 ${to}，按出来的顺序` : `${from} 到 ${to} 里互不相同的，不论顺序`}`;
}

/** What the step between seal and draw is called; null where there is none. */
export function awaitedStep({ beacon }: Seal): { readonly title: string; readonly detail: string } | null {
  const due = momentOf(dueOf(beacon) ?? 0);
  if ('round' in beacon) return { title: '信标公布', detail: `第 ${beacon.round} 轮，${due}` };
  return beacon.source === 'numbers' ? { title: '两个账号录入号码', detail: `${due} 以后` } : null;
}

/** In a list of draws: the round, or what stands in for it. */
export function awaitedShort({ seal, round }: KeptDraw): string {
  const { beacon } = JSON.parse(seal) as Seal;
  return { quicknet: String(round), numbers: '号码', codes: '弱证明' }[sourceOf(beacon)];
}

/** What two accounts typed, all of it; and what is weak about a draw without a beacon. */
export function awaitedSection({ seal, beacon: values }: Bundle): Html | null {
  const { beacon } = seal;
  if ('round' in beacon) return null;
  if (beacon.source === 'codes')
    return noticeBox(
      '弱证明',
      html`<p>现场断网，没有公共信标。结果由早上封存哈希的密码决定，密码收工后揭示：谁都能核对事后没有改，但不能核对本局事先不知道。能上网的抽取都用公共信标。</p>`,
    );
  const entries = entriesIn(values);
  return html`<h2>录入的号码</h2>
<p>${stateOf(entries)}</p>
${entries.length > 0 && typedTable(entries)}`;
}

function stateOf(entries: readonly NumbersEntry[]): string {
  if (entries.length === 0) return '还没有人录入。号码出来以后，由两个账号各自录入，一致才算。';
  if (agreedIn(entries)) return '两个账号录入一致，抽取按这组号码算。请对照公布的开奖号码，或者问在场的见证人。';
  return new Set(entries.map(({ by }) => accountOf(by))).size > 1
    ? '两个账号录入的不一致，都留着；录错的一方重新录入，一致才算。'
    : '已有一个账号录入，等另一个账号录入。';
}

function typedTable(entries: readonly NumbersEntry[]): Html {
  return table<NumbersEntry>(
    '各次录入，先录的在前',
    [
      { title: '账号', cell: ({ by }) => by },
      { title: '时间', cell: ({ at }) => momentOf(at) },
      { title: '号码', cell: ({ numbers }) => numbers.map((own) => own.join(' ')).join('｜') },
    ],
    entries,
  );
}

/** Who says when the draw was sealed. */
export function stampWords({ stamp }: Bundle): string {
  if (stamp === null) return '封存时间仅由本局声明，没有外部时间戳。';
  const { at } = readTimeStamp(Buffer.from(stamp, 'base64'));
  return `封存书有外部时间戳：${momentOf(at)}，盖的就是上面的哈希。由谁盖的，用凭证包里的 stamp 和 openssl ts -verify 核对。`;
}
