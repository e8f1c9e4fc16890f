import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import { factAt, isSample } from '../../domain/content/facts.js';
import { sentence } from '../../domain/language/phrases.js';
import { noticeBox } from '../parts/notice-box.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { searchBox } from '../parts/search-box.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import { lineHours, linesOnKeys } from './lines.js';
import type { Asked, Page, Site } from './page.js';

/** The page at `/` (首页): what can be looked up, who is reached by which key and whether they answer now, and notices. */
export function homePage(site: Site): Page {
  return {
    path: '/',
    caching: 'asked',
    isInSitemap: true,
    show(asked) {
      const [content, now] = [site.content(), site.clock.now()];
      const notice = site.notice(now, null);
      return {
        title: null,
        main: html`${notice && noticeBox('公告', html`<p>${notice.words}</p>`, 'wait')}
<h1>您想查什么？</h1>
${searchBox()}
${lookups}
${telephone(site, content, now)}
${house(content, now)}
${simulator(site, asked)}`,
      };
    },
  };
}

const lookups = html`<ul class="ways">
<li><a href="/progress">施检流程</a> 货物办到哪一步了 <span class="english" lang="en">Where is my consignment?</span></li>
<li><a href="/v">进口汽车</a> 检验结果和照片 <span class="english" lang="en">Imported cars</span></li>
<li><a href="/w">进口红酒</a> 一瓶一码，来历和证书 <span class="english" lang="en">Imported wines</span></li>
<li><a href="/verify">标贴真伪</a> 二维码是不是我们做的 <span class="english" lang="en">Is a sticker genuine?</span></li>
</ul>`;

function telephone(site: Site, content: Content, now: number): Html {
  const others = (content.menus.get('main')?.options ?? []).filter(({ leadsTo }) => leadsTo.kind !== 'line');
  const lines = linesOnKeys(content).map(({ key, name, line, directNumber }) => {
    const notice = site.notice(now, line);
    const direct = directNumber !== null && html`，直拨 ${phoneLink({ shown: directNumber, dialled: directNumber })}`;
    return html`<li><span><kbd>${key}</kbd> ${name}${direct}</span> <span>${lineHours(content, line, now)}</span>${notice && html`<p class="quiet">${notice.words}</p>`}</li>\n`;
  });
  const phone = hotline(content, now);
  return html`<h2>${word(content, 'text', sentence('page.keys'))}</h2>
<p><a class="button" href="tel:${phone.dialled}">拨打 ${phone.shown}</a></p>
<ul class="keys">
${lines}${others.map(({ key, label, leadsTo }) => html`<li><span><kbd>${key}</kbd> ${label}</span> <span>${leadsTo.kind === 'person' ? lineHours(content, 'general', now) : '全天'}</span></li>\n`)}</ul>`;
}

/** Where the bureau is, as far as the facts say it. */
function house({ facts }: Content, now: number): Html {
  const shown = ['bureau.address', 'bureau.postcode', 'bureau.hours'].flatMap((id) => {
    const fact = facts.get(id);
    return fact ? [{ what: fact.what, value: factAt(fact, now) }] : [];
  });
  return html`<h2>来局里办</h2>
<dl class="fields">
${shown.map(({ what, value }) => html`<div><dt>${what}</dt><dd>${value.words.text} ${isSample(value) && sampleMark}</dd></div>\n`)}</dl>`;
}

/** Whoever tries the service on their own machine finds the simulator from here. */
function simulator({ hasSimulator }: Site, { isFromHere }: Asked): Html | null {
  if (!hasSimulator || !isFromHere) return null;
  return html`<h2>在这台机器上试用</h2>
<p><a class="touch" href="/simulator/">打开模拟器</a>，试拨电话、试用微信。只有这台机器能看到这个入口。</p>`;
}
