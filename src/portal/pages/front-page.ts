import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import { sentence } from '../../domain/language/phrases.js';

/**
 * The page at `/` (首页): who is reached here, and by which keys; where the data are. Its words are content.
 * @param api where the open API describes itself
 * @returns HTML
 */
export function frontPage(content: Content, api: string): string {
  const say = (said: Parameters<typeof word>[2]) => escapeHtml(word(content, 'text', said));
  const keys = content.menus.get('main')?.options ?? [];
  const rows = keys.map(({ key, label }) => `<li><kbd>${escapeHtml(key)}</kbd> ${escapeHtml(label)}</li>`);
  const title = say(sentence('page.title'));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${say(sentence('greeting.open'))}</p>
<h2>${say(sentence('page.keys'))}</h2>
<ul>
${rows.join('\n')}
</ul>
<h2>${say(sentence('page.data'))}</h2>
<p><a href="${escapeHtml(api)}">${escapeHtml(api)}</a></p>
</main>
</body>
</html>
`;
}

const style = `
body { margin: 0; font: 1.125rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; color: #1b1f24; background: #fff; }
main { max-width: 36rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; line-height: 1.3; }
h2 { font-size: 1.125rem; margin-top: 2rem; }
ul { list-style: none; padding: 0; }
kbd { display: inline-block; min-width: 1.8em; margin-right: .6em; border: 1px solid #6a737d; border-radius: .3em; text-align: center; font: inherit; }
a { color: #0b57a4; overflow-wrap: anywhere; }
`;

/** @example escapeHtml('<b>') // '&#60;b&#62;' */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
