import type { ChainHead } from '../disclosure/reading/chain.js';
import { localTime } from '../domain/time/zone.js';
import type { Site } from '../portal/pages/page.js';
import { type Html, html } from '../portal/shell/html.js';
import type { PageContent, Surroundings } from '../portal/shell/layout.js';
import { openDatasets } from './addresses.js';

/** Where a mirror says what it is. */
export const mirrorPath = '/mirror';

/** What stands at the top of each page. @param madeOn the day that is today in all that the page says: how long ago, who answers now */
export function mirrorNote(living: string, madeOn: string): Html {
  return html`<p class="notice">这是静态镜像，${madeOn} 生成，可以看、可以下载，不能在线查询。页面上的接听时间和“几天前”都从那天算起。<a href="${mirrorPath}">镜像说明和校验</a>，<a rel="external" href="${living}/">在线服务</a>。</p>\n`;
}

/** What stands in place of a form: where one can ask. */
export function formless(living: string, address: string, { phone }: Surroundings): Html {
  return html`<p class="notice">镜像里不能查询。请到<a rel="external" href="${living}${address}">在线服务</a>查询，或者拨打热线 <a class="phone" href="tel:${phone.dialled}">${phone.shown}</a>。</p>`;
}

/** @example shownTime(0) // '1970-01-01 08:00' */
function shownTime(at: number): string {
  const { day, minuteOfDay } = localTime(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

export interface MirrorFacts {
  readonly head: ChainHead;
  /** The public seal up to that head, hex; empty while nothing is public. */
  readonly seal: string;
  readonly createdAt: number;
  readonly living: string;
}

/** The page that says what this mirror is, up to where it goes, what is in it, and how to check it. */
export function mirrorPage(site: Site, { head, seal, createdAt, living }: MirrorFacts): PageContent {
  const tables = openDatasets(site).map(
    ({ name, title }) =>
      html`<li>${title}：<a href="${living}/data/${name}.csv">CSV</a>，<a href="${living}/data/${name}.jsonl">JSON Lines</a>，<a href="${living}/data/${name}.schema.json">字段说明</a></li>\n`,
  );
  return {
    title: '镜像说明和校验',
    main: html`<h1>镜像说明和校验</h1>
<p>这里是公开页面和公开数据的静态副本，生成于 ${shownTime(createdAt)}，截至第 ${head.last?.position ?? 0} 批发布。以<a rel="external" href="${living}/">在线服务</a>为准。</p>
<h2>数据</h2>
<ul>
${tables}</ul>
<h2>怎样校验</h2>
<p>公开封印（最后一批）：</p>
<p><code>${(seal.match(/.{1,16}/g) ?? []).map((part) => html`${part}<wbr>`)}</code></p>
<p>它由公开的内容逐批算出，谁都可以重算。和您在别处记下的封印比一比，再运行：</p>
<p><code>python3 verify-chain.py .</code></p>
<p><code>node verify-chain.mjs .</code></p>
<ul>
<li><a href="${living}/verify-chain.py">verify-chain.py</a>，<a href="${living}/verify-chain.mjs">verify-chain.mjs</a>：两个校验程序，只用语言自带的库</li>
<li><a href="${living}/verify-draw.py">verify-draw.py</a>：校验随机抽取，<code>python3 verify-draw.py data/draws/*.json</code></li>
<li><a href="${living}/releases.json">releases.json</a>：全部批次和各自的公开根；每一行的依据在 <code>public</code> 文件夹里</li>
<li><a href="${living}/MANIFEST">MANIFEST</a>：每个文件的 SHA-256，可以用 <code>sha256sum -c MANIFEST</code> 核对</li>
</ul>`,
  };
}
