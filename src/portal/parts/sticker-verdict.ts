import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import { sentence } from '../../domain/language/phrases.js';
import { dayOfBottling, type Sticker, type StickerKey } from '../../domain/stickers/sticker.js';
import type { Verdict, VerdictKind } from '../../domain/stickers/verdict.js';
import { sayVerdict } from '../../domain/stickers/verdict-words.js';
import { localTime } from '../../domain/time/zone.js';
import { type Html, html } from '../shell/html.js';
import { fieldList, identifier } from './field-list.js';
import { noticeBox } from './notice-box.js';
import type { State } from './state-mark.js';

/** What a verdict is called, in Chinese and in English, and its colour. A good signature gets none: it is to be compared, not believed. */
const titles: Readonly<Record<VerdictKind, readonly [state: State, title: string, english: string]>> = {
  genuine: ['plain', '真：签名属实，请比对', 'Signed by us: compare'],
  withdrawn: ['fail', '已撤回', 'Withdrawn'],
  'too-many-places': ['wait', '在过多地方被扫', 'Seen in too many places'],
  unknown: ['fail', '查无此码', 'Unknown'],
  'wrong-signature': ['fail', '伪：签名不对', 'Forged'],
  'key-revoked': ['fail', '密钥失效', 'Key revoked'],
  recorded: ['plain', '有记录，但光凭编码看不出真假', 'On record; a number proves nothing'],
};

/** What a sticker is worth (真伪), with what was signed; the same words as in WeChat. */
export function stickerVerdict(verdict: Verdict, content: Content): Html {
  const { kind, why, sticker, key } = verdict;
  const [state, title, english] = why === 'malformed' ? (['wait', '码不完整', 'Not whole'] as const) : titles[kind];
  const warning = kind === 'too-many-places' ? [sentence('sticker.many-places', { code: verdict.code })] : [];
  const said = [...warning, ...sayVerdict(verdict)].map((one) => word(content, 'text', one));
  const isSigned = sticker !== null && key !== null;
  const words = html`${said.map((words) => html`<p>${words}</p>\n`)}${isSigned && signedParts(sticker, key)}`;
  return noticeBox(html`${title} <span lang="en">${english}</span>`, words, state);
}

function signedParts({ kind, subject, code, place }: Sticker, key: StickerKey): Html {
  const day = dayOfBottling(subject);
  return html`<p class="compare">${kind === 'car' ? subject : day || code}</p>
${fieldList([
  { label: kind === 'car' ? '标签编码' : '瓶身编码', english: 'Code', value: identifier(code, [4, 4, 4]) },
  { label: '灌装日期', english: 'Bottled on', value: day },
  { label: '网址', english: 'Site', value: place.toLowerCase() },
  { label: '密钥', english: 'Key', value: `${key.id}，${localTime(Date.parse(key.from)).day} 起` },
])}`;
}
