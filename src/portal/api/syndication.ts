import { XMLBuilder } from 'fast-xml-parser';

/** One thing that is told, in RSS and in Atom alike. */
export interface Syndicated {
  /** Names it for ever; an address. */
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

export interface SyndicatedFeed {
  readonly title: string;
  readonly about: string;
  /** Its own address. */
  readonly self: string;
  /** What it is about, for people. */
  readonly home: string;
  /** The newest first. */
  readonly entries: readonly Syndicated[];
}

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: ' ' });
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const generator = 'Yibo';
/** Before the first entry: the time is part of the format, and none is made up. */
const nothingYet = 0;

/** XML 1.0 has no place for these, however they are written. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function written(text: string): string {
  return text.replaceAll(unwritable, '\uFFFD');
}

/** @see https://www.rfc-editor.org/rfc/rfc4287 */
export function writeAtom({ title, about, self, home, entries }: SyndicatedFeed): string {
  const feed = {
    '@xmlns': 'http://www.w3.org/2005/Atom',
    '@xml:lang': 'zh-CN',
    id: self,
    title,
    subtitle: about,
    updated: iso(entries[0]?.at ?? nothingYet),
    link: [{ '@rel': 'self', '@href': self }, { '@href': home }],
    author: { name: '一拨就灵' },
    generator,
    entry: entries.map((one) => ({
      id: one.id,
      title: written(one.title),
      updated: iso(one.at),
      published: iso(one.at),
      link: { '@href': one.link },
      category: { '@term': written(one.category) },
      content: { '@type': 'text', '#text': written(one.text) },
    })),
  };
  return declaration + builder.build({ feed });
}

/** @see https://www.rssboard.org/rss-specification */
export function writeRss({ title, about, self, home, entries }: SyndicatedFeed): string {
  const channel = {
    title,
    link: home,
    description: about,
    language: 'zh-cn',
    lastBuildDate: rfc822(entries[0]?.at ?? nothingYet),
    generator,
    'atom:link': { '@rel': 'self', '@href': self, '@type': 'application/rss+xml' },
    item: entries.map((one) => ({
      title: written(one.title),
      link: one.link,
      guid: { '@isPermaLink': 'false', '#text': one.id },
      pubDate: rfc822(one.at),
      category: written(one.category),
      description: written(one.text),
    })),
  };
  const rss = { '@version': '2.0', '@xmlns:atom': 'http://www.w3.org/2005/Atom', channel };
  return declaration + builder.build({ rss });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** As mail has it, in which RSS writes its times. @example 'Fri, 21 Oct 2016 02:00:00 GMT' */
function rfc822(at: number): string {
  return new Date(at).toUTCString();
}
