import { type Html, html } from '../portal/shell/html.js';

/** Where a page of a mirror leads, and what is said where a form stood. */
export interface StaticParts {
  /** @returns the file of the mirror at an address of this site, and null where it has none */
  readonly fileAt: (address: string) => string | null;
  /** The file that the page is written to. */
  readonly file: string;
  /** The address of the page at the living service, and of that service; without a slash at its end. */
  readonly address: string;
  readonly living: string;
  /** Leads from one file to another. */
  readonly linkTo: (file: string) => string;
  /** What stands in place of a form. */
  readonly formless: Html;
}

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * Makes a page that needs no server of what the service would send: links lead to files of the mirror, or to the living service where it has none; in place of
 * forms it is said where to ask; there are no scripts, nor what only they do. A link with `rel="external"` in front leads to the living service in any case.
 * @param page as the layout writes it: attributes stand in double quotes
 */
export function staticPage(page: string, parts: StaticParts): string {
  const head = html`<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="canonical" href="${parts.living}${parts.address}">
</head>`;
  return page
    .replace(/<script\b[^>]*><\/script>\n?/g, '')
    .replace(/<section data-draw-check\b[\s\S]*?<\/section>\n?/g, '')
    .replace(/<form\b[\s\S]*?<\/form>/g, () => parts.formless.text)
    .replace(
      /( rel="external")? (href|src)="([^"]*)"/g,
      (as, isLiving: string | undefined, name: string, value: string) => {
        return isLiving ? as : html` ${name}="${linkFor(unescaped(value), parts)}"`.text;
      },
    )
    .replace('</head>', () => head.text);
}

function linkFor(link: string, { fileAt, living, linkTo }: StaticParts): string {
  const own = link.startsWith(`${living}/`) ? link.slice(living.length) : link;
  if (!own.startsWith('/') || own.startsWith('//')) return link;
  const [, address = '', more = ''] = /^([^?#]*)(.*)$/s.exec(own) ?? [];
  const file = more.startsWith('?') ? null : fileAt(address);
  return file === null ? `${living}${own}` : `${linkTo(file)}${more}`;
}

/** What the tag `html` has escaped, as it was. */
function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
