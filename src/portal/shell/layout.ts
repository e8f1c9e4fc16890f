import { assetPath } from './assets.js';
import { type Html, html } from './html.js';

/** What one page says; the layout says the rest. */
export interface PageContent {
  /** 200 when absent. */
  readonly status?: number;
  /** What it is, without the bureau's name: 施检流程查询. Null: the front page, which is the bureau's own. */
  readonly title: string | null;
  readonly main: Html;
  /** Whether something that was filled in has to be mended: the title says so first. */
  readonly isRefused?: boolean;
  /** Scripts of `src/portal/assets/` that it would like; it is complete without them. */
  readonly scripts?: readonly string[];
  /** The same as data or as a feed. */
  readonly alternates?: readonly Alternate[];
  /** Whether it is wider than a column of text: for tables and charts. */
  readonly isWide?: boolean;
  /** Whether search engines are asked to pass it over. */
  readonly isUnlisted?: boolean;
}

export interface Alternate {
  /** `application/json`, `application/atom+xml`. */
  readonly type: string;
  readonly href: string;
  readonly title: string;
}

/** What stands on every page. */
export interface Surroundings {
  /** 天津检验检疫 一拨就灵. */
  readonly siteName: string;
  /** The hotline as it is printed, and as it is dialled. */
  readonly phone: { readonly shown: string; readonly dialled: string };
  /** The pages in the navigation, in its order. */
  readonly navigation: readonly { readonly path: string; readonly label: string }[];
  /** The address of this page. */
  readonly path: string;
  /** Where the open data and their API are, and how that is called. */
  readonly data: { readonly path: string; readonly label: string };
}

/** Puts a page into what stands on every page: title, header, footer. */
export function layout(content: PageContent, around: Surroundings): Html {
  const { siteName, phone, data } = around;
  const title = content.title === null ? siteName : `${content.title} · ${siteName}`;
  return html`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
${content.isUnlisted && html`<meta name="robots" content="noindex">\n`}<title>${content.isRefused && '错误：'}${title}</title>
<link rel="stylesheet" href="${assetPath('style.css')}">
<link rel="icon" type="image/svg+xml" href="${assetPath('icon.svg')}">
${content.alternates?.map((one) => html`<link rel="alternate" type="${one.type}" href="${one.href}" title="${one.title}">\n`)}${content.scripts?.map((name) => html`<script type="module" src="${assetPath(name)}"></script>\n`)}</head>
<body>
<a class="skip" href="#main">跳到正文</a>
${header(around)}
<main id="main"${content.isWide && html` class="wide"`} tabindex="-1">
${content.main}
</main>
<footer class="site">
<p>服务热线 <a class="phone touch" href="tel:${phone.dialled}">${phone.shown}</a></p>
<p><a class="touch" href="${data.path}">${data.label}</a></p>
</footer>
</body>
</html>
`;
}

function header({ siteName, navigation, path }: Surroundings): Html {
  const links = navigation.map(
    (one) =>
      html`<li><a class="navigation touch" href="${one.path}"${one.path === path && html` aria-current="page"`}>${one.label}</a></li>\n`,
  );
  return html`<header class="site">
<a class="brand touch" href="/"${path === '/' && html` aria-current="page"`}>${siteName}</a>
${links.length > 0 && html`<nav aria-label="栏目">\n<ul>\n${links}</ul>\n</nav>`}
</header>`;
}
