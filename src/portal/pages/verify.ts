import { word } from '../../content/wording.js';
import { normaliseIdentifier } from '../../domain/identifiers/identifiers.js';
import { sentence } from '../../domain/language/phrases.js';
import { placeOf } from '../../stickers/sticker-text.js';
import { inEnglish } from '../parts/field-list.js';
import { errorSummary, formField } from '../parts/form.js';
import { stickerVerdict } from '../parts/sticker-verdict.js';
import { assetPath } from '../shell/assets.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import type { Page, Site } from './page.js';

const longestCode = 2_000;

/**
 * `/verify` (标贴真伪): what is on a sticker, scanned elsewhere and pasted here, is told to be genuine or not. With scripts it is checked in the
 * browser, without the server's word; without them the server answers.
 */
export function verifyPage(site: Site): Page {
  return {
    path: '/verify',
    navigation: '标贴真伪',
    caching: 'asked',
    isInSitemap: true,
    show: ({ query }) => answer(site, query.get('code')),
    take: ({ form }) => answer(site, form.get('code') ?? ''),
  };
}

async function answer(site: Site, given: string | null): Promise<PageContent> {
  const code = (given ?? '').trim().slice(0, longestCode);
  const verdict = code === '' ? null : await site.stickers.judge(addressOf(code, site));
  const error =
    given === null || verdict ? null : '这不是我们标贴上的内容。请粘贴扫出来的整个网址，或者输入二维码旁边印的编码。';
  return {
    title: '标贴真伪',
    isRefused: error !== null,
    scripts: ['verify.js'],
    main: html`${errorSummary([{ name: 'code', error }])}
<h1>标贴真伪${inEnglish('Is this sticker genuine?')}</h1>
<div id="checked" aria-live="polite" tabindex="-1">
${verdict && stickerVerdict(verdict, site.content())}
${verdict && toRecord(verdict.on, verdict.code, verdict.kind)}</div>
${form(site, code, error)}
${beside(site)}`,
  };
}

/** A number alone is that of a car, or of a bottle where its page is named. */
function addressOf(code: string, { publicBaseUrl }: Site): string {
  const number = normaliseIdentifier(code);
  return /^[0-9A-Z]{6,20}$/.test(number) ? `${publicBaseUrl}/V/${number}` : code;
}

function toRecord(on: 'car' | 'wine' | null, code: string, kind: string): Html | null {
  if (on === null || code === '' || kind === 'wrong-signature' || kind === 'unknown') return null;
  return html`<p><a class="touch" href="/${on === 'car' ? 'v' : 'w'}/${encodeURIComponent(code)}">查看公开记录</a></p>`;
}

function form({ publicBaseUrl }: Site, value: string, error: string | null): Html {
  const hint = '用手机扫标贴上的二维码，把扫出来的整个网址粘贴到这里。';
  return html`<form class="check" method="post" action="/verify" data-place="${placeOf(publicBaseUrl)}" data-noble="${assetPath('noble-ed25519.js')}">
${formField({ name: 'code', label: '标贴上的网址或编码', english: 'Address or code on the sticker', hint, value, error, maxLength: longestCode })}
<p class="picture" hidden><label>或者选一张二维码的照片，照片不会上传 <input type="file" accept="image/*"></label></p>
<button type="submit">核对</button>
</form>`;
}

/** What protects whoever was led to another page that looks like this one. */
function beside({ publicBaseUrl, content }: Site): Html {
  return html`<h2>怎样才算核对过</h2>
<p>标贴的真网址是 <strong>${placeOf(publicBaseUrl).toLowerCase()}</strong>。${word(content(), 'text', sentence('page.never-asks'))}</p>
<p>${word(content(), 'text', sentence('page.compare'))}</p>
<p><a class="touch" href="/api/v1/keys">公钥</a>：可以自己存一份，用别的程序核对。</p>`;
}
