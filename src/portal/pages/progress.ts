import { isTooMany, type TooMany } from '../../disclosure/guessing/guesses.js';
import { type InTurn, oneAfterAnother } from '../../disclosure/guessing/one-after-another.js';
import type { Finding } from '../../disclosure/lookups/ask.js';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import { readEntry } from '../../domain/identifiers/entry.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { addressOf, delayMs } from '../api/guess-limits.js';
import { codeName, givenCode, missingCode, tryCode } from '../challenge/field.js';
import { hotline } from '../parts/phone.js';
import type { PageContent } from '../shell/layout.js';
import { gonePage } from './gone-page.js';
import type { Asked, Page, PageAnswer, Site } from './page.js';
import { progressAnswer } from './progress-answer.js';
import { type Filled, formTarget, fullTitle, progressForm } from './progress-form.js';
import { slipWords } from './slip-words.js';

/**
 * `/progress` (施检流程查询): where a consignment stands, told to whoever names its declaration and its owner. What is filled in is sent and not part of an
 * address, so that it stands in no log and no history.
 */
export function progressPage(site: Site): Page {
  const inTurn = oneAfterAnother();
  return {
    path: '/progress',
    navigation: '施检流程',
    isInSitemap: true,
    caching: 'never',
    show: () => progressForm(site, {}),
    take: (asked) => take(site, asked, inTurn),
  };
}

/** @returns the form with the declaration number that was typed elsewhere: the rest is still to be filled in */
export function askedForOwner(site: Site, declarationNo: string): Promise<PageContent> {
  return progressForm(site, { declarationNo: { value: declarationNo.slice(0, 40) } });
}

async function take(site: Site, asked: Asked, inTurn: InTurn): Promise<PageAnswer> {
  const lookup = site.lookups().get('progress');
  if (!lookup) throw new Refused(refusalWith('no-such-lookup', '这里不能查施检流程，请拨打热线。'));
  const given = givenCode(asked.form);
  if (given.wantsAnother) return progressForm(site, typed(lookup, asked.form));
  const { filled, answers } = read(site, lookup, asked.form);
  const missing = missingCode(given);
  const withCode = (error: string | null): Filled => (error === null ? filled : { ...filled, [codeName]: { error } });
  if (!answers || missing !== null) return progressForm(site, withCode(missing), 400, given);
  const error = await tryCode(site.challenges, formTarget, given);
  if (error !== null) return progressForm(site, withCode(error), 400);
  const counted = await inTurn(addressOf(asked.ip), async () =>
    asked.hasGone() ? null : askCounted(site, lookup, answers, asked),
  );
  if (counted === null) return { goTo: '/progress' };
  if (isTooMany(counted)) throw await tooMany(counted, site);
  return tell(site, counted.finding, filled);
}

/** What was filled in so far, right or wrong. */
function typed({ identifiers }: Lookup, form: URLSearchParams): Filled {
  return Object.fromEntries(Object.keys(identifiers).map((name) => [name, { value: textIn(form, name) }]));
}

function textIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').slice(0, 100);
}

/** Reads what was filled in; without `answers` something has to be mended first. */
function read(
  site: Site,
  { identifiers }: Lookup,
  form: URLSearchParams,
): { readonly filled: Filled; readonly answers: Readonly<Record<string, string>> | null } {
  const fields = site.content().forms.get('progress')?.fields ?? [];
  const filled: Record<string, { value: string; error?: string }> = {};
  const answers: Record<string, string> = {};
  for (const [name, is] of Object.entries(identifiers)) {
    const text = textIn(form, name);
    const entry = readEntry(is, text, true);
    const title = fullTitle(name, fields.find((field) => field.name === name)?.title ?? name);
    filled[name] = entry.ok ? { value: entry.value } : { value: text, error: slipWords(title, is, entry.slip) };
    if (entry.ok) answers[name] = entry.value;
  }
  const isWhole = Object.keys(answers).length === Object.keys(identifiers).length;
  return { filled, answers: isWhole ? answers : null };
}

function askCounted(site: Site, lookup: Lookup, answers: Readonly<Record<string, string>>, { ip }: Asked) {
  const asker = { channel: 'page', conversation: null, person: null, address: addressOf(ip) };
  const pause = async (misses: number): Promise<void> => {
    const ms = delayMs(misses, site.guesses.rules.address);
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  };
  return site.guesses.ask(lookup, { answers, letters: true }, { asker, pause });
}

async function tooMany({ roomAt }: TooMany, { clock }: Site): Promise<Refused> {
  const seconds = Math.max(1, Math.ceil(((await roomAt()) - clock.now()) / 1000));
  const headers = { 'Retry-After': String(seconds) };
  return new Refused(refusalWith('too-many', '查不到的号码太多了，请过一会儿再查，或者拨打热线。', { headers }));
}

/** A pair that is unknown and one that does not belong together are told the same. */
function tell(site: Site, finding: Finding, filled: Filled): Promise<PageContent> | PageContent {
  const [content, now] = [site.content(), site.clock.now()];
  const number = filled.declarationNo?.value ?? '';
  switch (finding.kind) {
    case 'told':
      return progressAnswer({ finding, content, now });
    case 'gone':
      return gonePage('施检流程', finding.record, number, hotline(content, now));
    default: {
      const error = '没有查到这组号码，请对照报检单核对两个号码。';
      return progressForm(site, { ...filled, declarationNo: { value: number, error } }, 404);
    }
  }
}
