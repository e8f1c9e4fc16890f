import { identifier } from '../parts/field-list.js';
import { errorSummary } from '../parts/form.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { findPath, searchBox } from '../parts/search-box.js';
import { type Html, html } from '../shell/html.js';
import { type Found, findAnything } from './find-anything.js';
import type { Asked, Page, PageAnswer, Site } from './page.js';
import { askedForOwner } from './progress.js';

/** Where each form that asks for one kind of number leads, when nothing was found elsewhere. */
const ofForm: Readonly<Record<string, string>> = { car: '/v', wine: '/w' };

/** As much as `/verify` reads: what was scanned goes there whole. */
const longest = 2_000;

/** `/find`: takes what was typed into the search box to where it is told, or asks. */
export function findPage(site: Site): Page {
  return {
    path: findPath,
    caching: 'never',
    show: () => ({ title: '查询', isUnlisted: true, main: html`<h1>您想查什么？</h1>\n${searchBox()}` }),
    take: (asked) => take(site, asked),
  };
}

async function take(site: Site, { form }: Asked): Promise<PageAnswer> {
  const typed = (form.get('number') ?? '').slice(0, longest);
  if (form.get('of') === 'progress') return askedForOwner(site, typed);
  const home = ofForm[form.get('of') ?? ''];
  const found = await findAnything(site, typed);
  const { number, meanings } = found;
  if (home !== undefined && !found.isPersonal && meanings.length === 0 && number !== '')
    return { goTo: `${home}/${encodeURIComponent(number.slice(0, 40))}` };
  const [only, ...others] = meanings;
  if (only && others.length === 0) return only.path === null ? askedForOwner(site, number) : { goTo: only.path };
  if (only) return { title: '请选一个', isUnlisted: true, main: choices(found) };
  const error = problemOf(found);
  return {
    status: number === '' ? 400 : 404,
    title: number === '' ? '请填号码' : '没有查到',
    isRefused: true,
    isUnlisted: true,
    main: html`${errorSummary([{ name: 'number', error }])}
<h1>您想查什么？</h1>
${searchBox(found.isPersonal ? '' : typed)}
${found.isContainer && html`<p><a class="button" href="/progress">查施检流程</a></p>`}
<p>想问事情，不是查号码？请拨 ${phoneLink(hotline(site.content(), site.clock.now()))}，或者在微信公众号里直接问。</p>`,
  };
}

function problemOf({ number, isPersonal, isContainer }: Found): string {
  if (number === '') return '请填一个号码。';
  if (isPersonal) return '这像是身份证号或者手机号，查询用不到，没有记下。请填单证、标签或者酒瓶上的号码。';
  if (isContainer) return '集装箱办到哪一步，要和报检号一起查，请到“施检流程”里查。';
  return '没有查到这个号码，请对照单证、标签或者酒瓶核对。';
}

function choices({ number, meanings, isContainer }: Found): Html {
  return html`<h1>${identifier(number)} 有几种可能</h1>
<p>请选您要看的：</p>
<ul class="ways">
${meanings.map(({ what, path }) =>
  path === null
    ? html`<li><form method="post" action="${findPath}"><input type="hidden" name="number" value="${number}"><input type="hidden" name="of" value="progress"><button class="second" type="submit">${what}</button></form></li>\n`
    : html`<li><a class="touch" href="${path}">${what}</a></li>\n`,
)}${isContainer && html`<li><a class="touch" href="/progress">施检流程</a> 要和报检号一起查</li>\n`}</ul>`;
}
