import type { KeptDraw } from '../../../domain/draws/kept-draw.js';
import { dueOf, sourceOf } from '../../../draws/beacon/sealed-beacon.js';
import { drawFile, isTold } from '../../../draws/protocol/draw-file.js';
import { YearFigures } from '../../../draws/protocol/year-figures.js';
import type { Seal } from '../../../draws/seal/seal.js';
import type { Api } from '../api.js';
import { drawAnswer, drawFiguresAnswer, drawsAnswer } from '../draw-shapes.js';
import { refused } from '../face.js';
import { cursor, limit } from '../parameters.js';
import { caching, jsonRoute, type Parameter, type Route } from '../route.js';

const mostPerPage = 200;
const usualPerPage = 50;
/** Longer ones are no numbers of ours. */
const longestNumber = 60;

const drawNumber: Parameter<string> = {
  in: 'path',
  description: 'The number of a draw, as `/draws` lists it.',
  schema: { type: 'string', minLength: 1, maxLength: longestNumber },
  example: 'TJ2026-CC-0001',
  read: (text = '') => text,
};

const drawYear: Parameter<string> = {
  in: 'path',
  description: 'A year, in China, of the seals.',
  schema: { type: 'string', pattern: '^2[0-9]{3}$' },
  example: '2023',
  read: (text = '') => text,
};

/** Draws (双随机): what was promised, and what anybody needs to check what came out. */
export function drawRoutes(api: Api): readonly Route[] {
  const figures = new YearFigures(api.store.draws);
  return [
    jsonRoute({
      path: '/draws',
      operationId: 'listDraws',
      summary: 'Draws (双随机), the newest seal first',
      parameters: { cursor: cursor('`next` of the page before.'), limit: limit(mostPerPage, usualPerPage) },
      refusals: [400],
      shape: drawsAnswer,
      cache: caching.asked,
      async answer({ cursor: given, limit: most }) {
        const { draws } = api.store;
        const page = await draws.page(null, given === undefined ? null : placeIn(given), most + 1);
        const told = page.slice(0, most);
        const counts = await draws.counts(told.filter(isTold).map(({ no }) => no));
        const last = told.at(-1);
        return {
          draws: told.map((draw) => overviewOf(api, draw, counts.get(draw.no) ?? {})),
          next: page.length > most && last ? cursorOf(last) : null,
        };
      },
    }),
    jsonRoute({
      path: '/draws/years/{year}',
      operationId: 'getDrawFigures',
      summary: "What anybody counts in the files of a year's draws (年度统计), and how it stands to chance",
      parameters: { year: drawYear },
      refusals: [404],
      shape: drawFiguresAnswer,
      cache: caching.asked,
      async answer({ year }) {
        if (!/^2\d{3}$/.test(year))
          throw refused('unknown-record', '没有这一年。', `年份写成四位，如 ${api.base}/draws/years/2026`);
        return figures.of(Number(year));
      },
    }),
    jsonRoute({
      path: '/draws/{no}',
      operationId: 'getDraw',
      summary: 'A draw with all that proves it (凭证包), for whoever checks it',
      parameters: { no: drawNumber },
      refusals: [404],
      shape: drawAnswer,
      cache: caching.asked,
      async answer({ no }) {
        const { draws } = api.store;
        const found = no.length <= longestNumber && !/\p{Cc}/u.test(no) ? await draws.get(no) : null;
        if (!found) throw refused('unknown-record', '没有这次抽取。', `全部抽取见 ${api.base}/draws`);
        return JSON.parse(JSON.stringify(await drawFile(found, { draws })));
      },
    }),
  ];
}

function overviewOf(api: Api, draw: KeptDraw, receipts: Readonly<Record<string, number>>) {
  const { no, system, mode, state, sealedAt, revealBy, hash, isSample } = draw;
  const { register, beacon } = JSON.parse(draw.seal) as Seal;
  return {
    ...{ no, system, mode, state, sealedAt, beacon: sourceOf(beacon), revealBy },
    ...{ round: 'round' in beacon ? beacon.round : null, roundAt: dueOf(beacon) },
    ...{ register: register.size, sealHash: hash, receipts: { ...receipts }, sample: isSample },
    links: { self: `${api.base}/draws/${encodeURIComponent(no)}` },
  };
}

function cursorOf({ sealedAt, no }: KeptDraw): string {
  return Buffer.from(`${sealedAt}:${no}`).toString('base64url');
}

function placeIn(given: string): Pick<KeptDraw, 'sealedAt' | 'no'> {
  const [, at, no] = /^(\d{1,12}):([^\p{Cc}]{1,60})$/u.exec(Buffer.from(given, 'base64url').toString()) ?? [];
  if (at !== undefined && no !== undefined) return { sealedAt: Number(at), no };
  throw refused('bad-cursor', 'cursor 不是 /draws 给出的游标。', '请原样使用上一次答复里的 next。');
}
