import { dayOfBottling, type Sticker } from '../domain/stickers/sticker.js';
import { qrModules, qrPath, quietModules } from './qr-drawing.js';

/** A sticker to be printed. */
export interface PrintedSticker {
  readonly sticker: Sticker;
  /** The content of its QR code. */
  readonly address: string;
  /** It is made up (示例), and says so. */
  readonly sample: boolean;
}

/** All in mm. A4 has two columns of six labels, each with room around it for the knife. */
const page = { width: 210, height: 297, columns: 2, rows: 6, left: 10, top: 10.5 } as const;
const label = { width: 95, height: 46 } as const;
const moduleMm = 0.6;
const perPage = page.columns * page.rows;

/**
 * A document to print on A4, twelve labels a page, with marks to cut along: beside each code the site in words, the number to type, and what is
 * signed. It comes in pieces, so that a release of any size can be written.
 */
export async function* printedSheets(stickers: AsyncIterable<PrintedSticker>): AsyncGenerator<string> {
  yield head;
  let place = 0;
  for await (const sticker of stickers) {
    if (place % perPage === 0) yield `${place === 0 ? '' : '</svg>\n'}${pageHead}`;
    yield labelAt(place % perPage, sticker);
    place++;
  }
  yield place === 0 ? '</body>\n</html>\n' : '</svg>\n</body>\n</html>\n';
}

const head = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>检验标贴</title>
<style>
@page { size: A4; margin: 0; }
body { margin: 0; }
svg { display: block; break-after: page; font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
</style>
</head>
<body>
`;
const pageHead = `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}mm" height="${page.height}mm" viewBox="0 0 ${page.width} ${page.height}">\n`;

function labelAt(place: number, { sticker, address, sample }: PrintedSticker): string {
  const x = page.left + (place % page.columns) * label.width;
  const y = page.top + Math.floor(place / page.columns) * label.height;
  const modules = qrModules(address);
  const size = (modules.length + 2 * quietModules) * moduleMm;
  const left = x + 3 + size;
  const path = `<path transform="translate(${round(x + 2)} ${round(y + (label.height - size) / 2)}) scale(${moduleMm})" d="${qrPath(modules, quietModules, quietModules)}"/>`;
  const [what, subject] = subjectWords(sticker);
  const lines: readonly (readonly [mm: number, size: number, words: string, weight?: number])[] = [
    [8, 4, `${sticker.kind === 'car' ? '进口机动车检验标贴' : '进口葡萄酒检验标贴'}${sample ? '（示例）' : ''}`, 700],
    [14, 2.8, what],
    [19.5, sticker.kind === 'car' ? 4.2 : 5, subject, 700],
    [25.5, 2.8, '编码'],
    [31, 5, grouped(sticker.code), 700],
    [37, 2.8, `网址 ${sticker.place.toLowerCase()}`],
    [
      41.5,
      2.4,
      sticker.kind === 'car'
        ? '车架号须与车上一致。查询不收费、不用登录。'
        : '日期须与瓶上一致。查询不收费、不用登录。',
    ],
  ];
  const texts = lines.map(
    ([down, mm, words, weight]) =>
      `<text x="${round(left)}" y="${round(y + down)}" font-size="${mm}"${weight === undefined ? '' : ` font-weight="${weight}"`}>${escaped(words)}</text>`,
  );
  return `<g>${cutMarks(x, y)}${path}${texts.join('')}</g>\n`;
}

function subjectWords({ kind, subject }: Sticker): readonly [what: string, subject: string] {
  if (kind === 'car') return ['车架号（VIN）', subject];
  return ['灌装日期', dayOfBottling(subject) || '未注明'];
}

/** @example grouped('221865233729') // '2218 6523 3729' */
function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}

/** A short cross at each corner, outside of which nothing is printed. */
function cutMarks(x: number, y: number): string {
  const corners = [x, x + label.width].flatMap((cx) =>
    [y, y + label.height].map((cy) => [round(cx), round(cy)] as const),
  );
  const d = corners.map(([cx, cy]) => `M${round(cx - 2)} ${cy}h4M${cx} ${round(cy - 2)}v4`).join('');
  return `<path d="${d}" fill="none" stroke="#888" stroke-width="0.15"/>`;
}

function round(mm: number): number {
  return Math.round(mm * 100) / 100;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
