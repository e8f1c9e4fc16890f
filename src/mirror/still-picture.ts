import { extname } from 'node:path';

/** What an SVG draws with. */
const elements = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon text tspan title desc metadata defs ' +
    'linearGradient radialGradient stop clipPath mask'
  ).split(' '),
);
/** An XML declaration, which may name no other encoding: in UTF-7 or UTF-16, what is looked for here reads otherwise. */
const declaration = /^\s*<\?xml(?:\s+(?:version|standalone)="[\w.]*"|\s+encoding="utf-8")*\s*\?>/i;
/** What loads, runs or leads anywhere. */
const moves = /[\s"'/](?:on[a-z]+|style|(?:[\w.-]+:)?href|(?:[\w.-]+:)?base)\s*=|javascript:|url\((?!\s*["']?#)/i;

/**
 * Whether a file only shows something, on whatever web server it lies: the service sends an SVG with a header that lets it run nothing, and others may not.
 * @param name other pictures than SVG, and PDF, are taken as they are
 * @example isStill('front.svg', Buffer.from('<svg><script>…')) // false
 */
export function isStill(name: string, content: Buffer): boolean {
  if (extname(name).toLowerCase() !== '.svg') return true;
  const text = content
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(declaration, '');
  if (!/^\s*<svg[\s>]/.test(text) || text.includes('\u0000') || moves.test(text)) return false;
  // A `<` that begins no element begins a comment, a DOCTYPE or worse.
  return [...text.matchAll(/<\/?([^\s/>]*)/g)].every(([, element = '']) => elements.has(element));
}
