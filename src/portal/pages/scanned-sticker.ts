import { word } from '../../content/wording.js';
import { field } from '../../disclosure/lookups/fact.js';
import { sentence } from '../../domain/language/phrases.js';
import { stickerPlans } from '../../domain/stickers/sticker.js';
import type { Verdict } from '../../domain/stickers/verdict.js';
import { placeOf } from '../../stickers/sticker-text.js';
import { noticeBox } from '../parts/notice-box.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { stickerVerdict } from '../parts/sticker-verdict.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import type { Asked, Site } from './page.js';
import type { Section } from './told-record.js';

/** What stands behind `/v/` on a sticker: a code with a signature. */
const signed = /\./;

/**
 * What a scanned sticker is worth, and notes that it was seen. An address that used to be ours and leads here still is what was signed.
 * @param path `/v` or `/w`
 * @returns null for a number that was typed
 */
export async function scannedSticker(site: Site, path: string, { params, host, ip }: Asked): Promise<Verdict | null> {
  const { code = '' } = params;
  if (!signed.test(code)) return null;
  const judged = await site.stickers.judge(`${site.publicBaseUrl}${path}/${code}`);
  const elsewhere =
    judged?.why === 'bad-signature' ? await site.stickers.judge(`https://${host}${path}/${code}`) : null;
  const verdict = elsewhere?.key ? elsewhere : judged;
  if (verdict?.kind !== 'genuine' || verdict.on === null || ip === undefined) return verdict;
  await site.stickerSeen(verdict.on, verdict.code, ip);
  return (await site.stickers.isInManyPlaces(verdict.on, verdict.code))
    ? { ...verdict, kind: 'too-many-places' }
    : verdict;
}

/** Whether the record is told: of what was never on record, or is signed by nobody of ours, nothing is said that would look like a proof. */
export function isTold({ kind }: Verdict): boolean {
  return kind === 'genuine' || kind === 'too-many-places' || kind === 'withdrawn';
}

/** The verdict, what was signed, and how to check it without this page. */
export function verdictSection(site: Site, verdict: Verdict, address: string): Html {
  const content = site.content();
  return html`${stickerVerdict(verdict, content)}
<p>本站网址是 <strong>${placeOf(site.publicBaseUrl).toLowerCase()}</strong>。${word(content, 'text', sentence('page.never-asks'))}</p>
<p><a class="touch" href="/verify?code=${encodeURIComponent(address)}">不靠这个网页，自己核对签名</a></p>`;
}

/** The page of a sticker that is not to be believed. */
export function refusedSticker(site: Site, title: string, verdict: Verdict, address: string): PageContent {
  const phone = hotline(site.content(), site.clock.now());
  return {
    status: 404,
    title: '标贴真伪',
    isUnlisted: true,
    main: html`<h1>${title}</h1>
${verdictSection(site, verdict, address)}
<p>举报或者核对，请拨 ${phoneLink(phone)}。</p>`,
  };
}

/** Of a number that was typed: whether its sticker was seen in too many places, and, of a sticker's own number, that it proves nothing. */
export function typedNumber(on: 'car' | 'wine'): Section {
  return async ({ record, askedBy }, site) => {
    const code = field(record, stickerPlans[on].codeField);
    const content = site.content();
    if (await site.stickers.isInManyPlaces(on, code)) {
      const warning = word(content, 'text', sentence('sticker.many-places', { code }));
      return noticeBox(
        html`在过多地方被扫 <span lang="en">Seen in too many places</span>`,
        html`<p>${warning}</p>`,
        'wait',
      );
    }
    if (askedBy !== code) return null;
    return html`<p class="quiet">${word(content, 'text', sentence('page.number-only'))}</p>`;
  };
}
