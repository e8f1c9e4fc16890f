import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import { sourceOf } from '../../draws/beacon/sealed-beacon.js';
import type { Bundle } from '../../draws/bundle/bundle.js';
import { drawFile, isTold } from '../../draws/protocol/draw-file.js';
import { DrawRefused } from '../../draws/protocol/draw-refused.js';
import { type Why, whyDrawn } from '../../draws/protocol/why-drawn.js';
import type { Seal } from '../../draws/seal/seal.js';
import { drawCheck, drawCheckScript } from '../parts/draw-check.js';
import { fieldList, identifier } from '../parts/field-list.js';
import { formField } from '../parts/form.js';
import { noticeBox } from '../parts/notice-box.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { searchBox } from '../parts/search-box.js';
import { sampleMark } from '../parts/state-mark.js';
import { timeline } from '../parts/timeline.js';
import { type Html, html, type Value } from '../shell/html.js';
import { awaited, awaitedSection, awaitedStep, stampWords } from './draw-awaited.js';
import { type PicturedTicket, ticketPicture } from './draw-picture.js';
import { drawResult } from './draw-result.js';
import { fieldName, inWords, namesPersons, shortTicket } from './draw-said.js';
import { drawName, drawState, momentOf, receiptName } from './draw-words.js';
import type { Asked, Page, PageAnswer, Site } from './page.js';

/** Nobody's number is longer. */
const longest = 100;
/** Whoever asks why has all tickets computed: of a larger register, that is for their own machine. */
const mostComputed = 5_000;

/** The page of one draw: what was promised when, what came out, why somebody was drawn or was not, and how to check it. */
export function drawPage(site: Site): Page {
  return { path: '/draws/:no', caching: 'asked', show: (asked) => show(site, asked) };
}

async function show(site: Site, { params, query }: Asked): Promise<PageAnswer> {
  const { draws } = site;
  const no = params.no ?? '';
  const draw = no.length <= longest ? await draws.get(no) : null;
  if (!draw) return unknown(no, site);
  const file = await drawFile(draw, { draws });
  const id = (query.get('id') ?? '').trim().slice(0, longest);
  const address = `/draws/${encodeURIComponent(draw.no)}`;
  const size = file.seal.register.size;
  const name = drawName(draw, site.drawNames());
  const hasPersons = namesPersons([file.result, file.receipts.map(({ hash: _, previous: __, ...facts }) => facts)]);
  return {
    title: `${name} ${draw.no}`,
    alternates: [{ type: 'application/json', href: `/api/v1${address}`, title: '凭证包' }],
    scripts: [drawCheckScript],
    main: html`<h1>${name} <span class="code">${draw.no}</span>${draw.isSample && html` ${sampleMark}`}</h1>
<p>${drawState(draw)}。这一页的时间都是北京时间。</p>
${promise(draw, file, await before(draw, draws))}
<h2>经过</h2>
${steps(draw, file.seal)}
${awaitedSection(file)}
<h2>结果</h2>
${hasPersons && html`<p>人员用代号表示，姓名在检查前不公布。</p>\n`}${isTold(draw) && file.result ? html`${picture(file)}${drawResult(file.result)}` : html`<p>${notYet(draw, file.seal)}</p>`}
${receipts(file)}
<h2 id="why">为什么抽到我，为什么没抽到</h2>
<form method="get" action="${address}#why">
${formField({ name: 'id', label: '名录里的编号', hint: '统一社会信用代码、车架号、证书号、报检号、集装箱号等，名录里怎么写就怎么填。', value: id, maxLength: longest })}
<p><button type="submit">查看</button></p>
</form>
${id !== '' && (size > mostComputed ? html`<p>这份名录有 ${size} 个，请下载凭证包，用 <code>npx yibo draw why</code> 自己算。</p>` : await why(draw, id, file, { draws }))}
${checking(draw, file, address)}
<p><a class="touch" href="/draws">全部抽取</a> · <a class="touch" href="/lists">一单两库一细则</a> · <a class="touch" href="/results">抽查结果</a></p>`,
  };
}

function unknown(no: string, { content, clock }: Site): PageAnswer {
  return {
    status: 404,
    title: '没有这次抽取',
    isUnlisted: true,
    main: html`<h1>没有这次抽取</h1>
<p>没有编号是“${no.slice(0, longest)}”的抽取。编号连着排，请在<a href="/draws">全部抽取</a>里核对。</p>
${searchBox()}
<p>可以<a href="/">回首页</a>，或者拨打热线 ${phoneLink(hotline(content(), clock.now()))}，我们帮您查。</p>`,
  };
}

/** The draw of the system before this one. */
async function before(draw: KeptDraw, draws: Site['draws']): Promise<KeptDraw | null> {
  return (await draws.page(draw.system, draw, 1))[0] ?? null;
}

function promise(draw: KeptDraw, file: Bundle, last: KeptDraw | null): Html {
  const { seal, head } = file;
  const { after_void: voids } = seal.rule;
  return html`<h2>事先封存的</h2>
${fieldList([
  { label: '封存时间', value: momentOf(draw.sealedAt) },
  ...awaited(seal),
  { label: '规则', value: seal.rule.id },
  { label: '方式', value: modeInWords(seal) },
  { label: '最迟揭示', value: draw.revealBy === null ? '' : momentOf(draw.revealBy) },
  { label: '名录', value: registerInWords(seal) },
  { label: '名录的根', value: identifier(seal.register.root) },
  { label: '封存书的哈希', value: identifier(draw.hash) },
  { label: '上一份封存书', value: previous(seal.previous, last) },
  { label: '之前作废的', value: voids === undefined ? '' : inWords(voids) },
  { label: '热线核对', value: `回执链末尾的前八位：${head.slice(0, 8)}` },
])}
<p>${stampWords(file)}</p>`;
}

function modeInWords({ mode, beacon }: Seal): string {
  const isNumbers = sourceOf(beacon) === 'numbers';
  if (mode === 'public') return `公开：${isNumbers ? '号码' : '信标'}一出，谁都能算`;
  return sourceOf(beacon) === 'codes' ? '断网：密码收工后揭示' : '突击检查：密码事后揭示';
}

function registerInWords({ register: { size, release } }: Seal): Value {
  if (!release) return `${size} 个`;
  const { dataset, position } = release;
  return html`${size} 个，取自<a href="/datasets/${encodeURIComponent(dataset)}">已公开的名录</a>，到<a href="/api/v1/releases?after=${position - 1}&limit=1">第 ${position} 号发布</a>为止`;
}

function previous(hash: string | null, last: KeptDraw | null): Value {
  if (hash === null) return '这是第一份';
  const of = last?.hash === hash && html`<a href="/draws/${encodeURIComponent(last.no)}">${last.no}</a> `;
  return html`${of}${identifier(hash)}`;
}

function steps(draw: KeptDraw, seal: Seal): Html {
  const { state, mode, sealedAt, revealBy } = draw;
  if (state === 'void')
    return html`${noticeBox('本次作废', html`<p>没有按时揭示密码，作废并计数；下一份封存书会写明。</p>`, 'fail')}`;
  const at = ['sealed', 'out', 'drawn', 'revealed'].indexOf(state);
  const isOver = state === 'revealed' || (state === 'drawn' && mode === 'public');
  const place = (nth: number): 'done' | 'now' | 'next' => (at > nth || isOver ? 'done' : at === nth ? 'now' : 'next');
  const between = awaitedStep(seal);
  const reveal = revealBy === null ? '' : `最迟 ${momentOf(revealBy)}`;
  return timeline([
    { title: '封存', state: place(0), detail: momentOf(sealedAt) },
    ...(between ? [{ ...between, state: place(1) }] : []),
    { title: '抽取', state: place(2) },
    ...(mode === 'sealed'
      ? [{ title: '揭示密码', state: place(3), detail: state === 'revealed' ? '已揭示' : reveal } as const]
      : []),
  ]);
}

function notYet({ state, mode }: KeptDraw, { beacon }: Seal): string {
  if (state === 'void') return '作废的抽取没有结果。';
  if (state === 'drawn' && sourceOf(beacon) === 'codes') return '密码收工后揭示，结果随即公布。';
  if (state === 'drawn' && mode === 'sealed') return '这是突击检查，检查之后揭示密码，结果随即公布。';
  return '还没有结果。';
}

function picture({ result, register }: Bundle): Html | null {
  const drawn = (result?.drawn ?? []) as unknown as readonly { readonly id: string; readonly ticket: string }[];
  if (drawn.length === 0 || drawn.length > 300) return null;
  const first = result?.first_not_drawn;
  const tickets: PicturedTicket[] = drawn.map(({ id, ticket }) => ({ id, ticket, isDrawn: true }));
  // Whoever is first after the cut is told by the ticket alone.
  if (typeof first === 'string' && register) tickets.push({ id: shortTicket(first), ticket: first, isDrawn: false });
  return ticketPicture(tickets);
}

function receipts({ receipts: all }: Bundle): Html | null {
  if (all.length === 0) return null;
  const shown = all.slice(-50);
  return html`<h2>回执</h2>
<p>共 ${all.length} 张，一张接一张，谁也抽不走、换不掉${shown.length < all.length && `；下面是最后 ${shown.length} 张`}。</p>
<ol class="receipts" start="${all.length - shown.length + 1}">
${shown.map(({ kind, hash, n: _, previous: __, nonce: ___, at, ...facts }) => html`<li><strong>${receiptName(kind)}</strong>${typeof at === 'number' && ` ${momentOf(at)}`}：${inWords(facts)}；<span class="code">${hash.slice(0, 8)}…</span></li>\n`)}</ol>`;
}

/** What came of it: only where some are chosen out of all is somebody drawn, or not. */
function cameOf({ id, isDrawn, says }: Why, { seal, result }: Bundle): string {
  const { place, team, station, inspector, beside, bay, zone, channel, free } = says;
  if (bay !== undefined) return `${id}：${[bay, zone, channel].map(inWords).join('、')}`;
  if (free !== undefined) return `${id} 已经登记到场，还没有抽台位`;
  if (seal.rates !== undefined) return isDrawn ? `${id} 要查验` : `${id} 不用查验`;
  if (place !== undefined && team !== undefined) return `${id} 由第 ${inWords(team)} 组检查`;
  if (station !== undefined) return `${id}：检测站 ${inWords(station)}、检验人员 ${inWords(inspector)}`;
  if (Array.isArray(beside)) return `${inWords(id)} 在这一${result?.pairs ? '对搭档' : '组'}里`;
  if (typeof seal.take !== 'number') return `${inWords(id)} 在名录里，这次没有排上`;
  return isDrawn ? `${id} 抽中了` : `${id} 没有抽中`;
}

async function why(draw: KeptDraw, id: string, file: Bundle, parts: Pick<Site, 'draws'>): Promise<Html> {
  try {
    const answer = await whyDrawn(draw, id, parts);
    return noticeBox(cameOf(answer, file), reasons(answer), answer.isDrawn ? 'pass' : 'plain');
  } catch (error) {
    if (!(error instanceof DrawRefused)) throw error;
    const words =
      draw.result === null || !isTold(draw) ? '结果还没有公布，过后再来看。' : '这次抽取的名录里没有这个编号，请核对。';
    return noticeBox(`查不到 ${id}`, html`<p>${words}</p>`);
  }
}

function reasons({ ticket, of, id, weight, rank, among, places, cut, chance, weightNeeded, says, isDrawn }: Why): Html {
  return fieldList([
    {
      label: '号签',
      value: ticket && html`<span class="code">${shortTicket(ticket)}</span>${of !== null && of !== id && `（${of}）`}`,
    },
    { label: '名次', value: rank === null ? '' : `${among} 个里第 ${rank}，抽前 ${places} 个` },
    { label: '界线', value: cut && html`<span class="code">${shortTicket(cut)}</span>` },
    { label: '权重', value: weight === null ? '' : String(weight) },
    { label: '抽中的机会', value: chanceIn(rank, chance) },
    {
      label: '换个权重',
      value:
        weightNeeded !== null &&
        (isDrawn ? `有 ${weightNeeded} 就抽中，别的都不变` : `要有 ${weightNeeded} 才抽中，别的都不变`),
    },
    ...Object.entries(says)
      .filter(([name]) => name !== 'number')
      .map(([name, value]) => ({ label: fieldName(name), value: inWords(value) })),
  ]);
}

/** What is not drawn by rank has no chance to tell. */
export function chanceIn(rank: number | null, chance: string | null): string {
  if (chance !== null) return `${(Number(chance) * 100).toFixed(2)}%`;
  return rank === null ? '' : '太多可能，不能逐一算';
}

function checking({ no }: KeptDraw, { register }: Bundle, address: string): Html {
  return html`<h2>自己核对</h2>
<p><a class="touch" href="/api/v1${address}" download="${no}.json">下载凭证包 ${no}.json</a>${register === null && '（名录太大，不在其中，只有它的根）'}</p>
<p>在自己的电脑上：<code>npx yibo draw verify ${no}.json</code>，或者用与本系统不共用任何代码的 <a class="touch" href="/verify-draw.py" download="verify-draw.py">verify-draw.py</a>：<code>python3 verify-draw.py ${no}.json</code>；答“holds”就是都对得上。</p>
${drawCheck(no)}`;
}
