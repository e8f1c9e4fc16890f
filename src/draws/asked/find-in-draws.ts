import type { DrawMatch } from '../../domain/draws/asked.js';
import { type DrawSystem, drawSystems } from '../../domain/draws/draw-system.js';
import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import { keypadSignature, normaliseIdentifier } from '../../domain/identifiers/identifiers.js';
import { isTold, mostRowsTold } from '../protocol/draw-file.js';
import type { Seal } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';

/** What is looked for, as it was typed: by all its signs, or by the last of them. */
interface Given {
  readonly text: string;
  /** False where only the keys of a telephone were at hand. */
  readonly letters: boolean;
}

/** How one system is looked through: how many of its newest draws, and what one of them has. */
interface Search {
  /** A day's or a shift's draw is looked for in those of a month. */
  readonly mostDraws: number;
  /** Whether it can be asked for by such a text at all. */
  readonly fits: (given: Given) => boolean;
  readonly idsIn: (draw: KeptDraw, given: Given, draws: DrawStore) => Promise<readonly string[]>;
}

const vinLength = 17;
const lastDigitsOfVin = /^[0-9A-Z]{6,8}$/;
const containerDigits = /^\d{7}$/;
const declarationNo = /^\d{15}$/;
const digitsOfSite = /^\d{3,18}$/;

const searches: { readonly [System in DrawSystem]: Search } = {
  'on-site': {
    mostDraws: 31,
    fits: ({ text }) => declarationNo.test(text),
    // What was declared is public once what came of it is.
    idsIn: async (draw, { text }, draws) => (isTold(draw) ? idsOf(draw, 'declared', 'id', text, draws) : []),
  },
  'frozen-meat': {
    mostDraws: 62,
    fits: ({ text, letters }) =>
      (letters ? /^[A-Z]{4}\d{7}$/.test(text) : /^\d{11}$/.test(text)) || containerDigits.test(text),
    async idsIn(draw, { text, letters }, draws) {
      if (!isTold(draw)) return [];
      const isWhole = letters && !containerDigits.test(text);
      const found = await idsOf(draw, 'arrival', 'container', isWhole ? text : `????${text.slice(-7)}`, draws);
      return letters || text.length === 7 ? found : found.filter((one) => keypadSignature(one) === text);
    },
  },
  vehicles: {
    mostDraws: 10,
    fits: ({ text }) => text.length === vinLength || lastDigitsOfVin.test(text),
    async idsIn(draw, given, draws) {
      const { text, letters } = given;
      if (letters && text.length === vinLength) return rowIn(draw, text, draws);
      return rowsWhere(draw, (id) => (letters ? id : keypadSignature(id)).endsWith(text), draws);
    },
  },
  'storage-sites': {
    mostDraws: 10,
    fits: ({ text, letters }) => letters || digitsOfSite.test(text),
    async idsIn(draw, { text, letters }, draws) {
      const known = letters ? await rowIn(draw, text, draws) : [];
      if (known.length > 0 || !digitsOfSite.test(text)) return known;
      return rowsWhere(draw, (id) => id.replace(/\D/g, '') === text || keypadSignature(id) === text, draws);
    },
  },
  certificates: {
    mostDraws: 10,
    fits: ({ letters }) => letters,
    idsIn: (draw, { text }, draws) => rowIn(draw, text, draws),
  },
};

/** More are not told apart in talk. */
const mostFound = 4;
const longestGiven = 60;

/**
 * Finds what draws have under a number.
 * @param system null: in all
 * @returns each id once, by the newest draw that has it, the newest draws first
 */
export async function findInDraws(
  system: DrawSystem | null,
  given: Given,
  draws: DrawStore,
): Promise<readonly DrawMatch[]> {
  const found = new Map<string, DrawMatch>();
  for (const one of system === null ? drawSystems : [system]) {
    for (const match of await findInSystem(one, given, draws)) if (!found.has(match.id)) found.set(match.id, match);
  }
  return [...found.values()].slice(0, mostFound);
}

async function findInSystem(
  system: DrawSystem,
  { text, letters }: Given,
  draws: DrawStore,
): Promise<readonly DrawMatch[]> {
  const { mostDraws, fits, idsIn } = searches[system];
  if (text.length > longestGiven) return [];
  const given = { text: normaliseIdentifier(text), letters };
  // Ids of certificates and sites may hold hyphens and blanks.
  const asIs = { text: text.normalize('NFC').trim(), letters };
  if (!fits(given) && !fits(asIs)) return [];
  const found = new Map<string, DrawMatch>();
  for (const draw of await draws.page(system, null, mostDraws)) {
    const ids = fits(given) ? await idsIn(draw, given, draws) : [];
    const others = ids.length === 0 && asIs.text !== given.text ? await idsIn(draw, asIs, draws) : [];
    for (const id of [...ids, ...others]) if (!found.has(id)) found.set(id, { no: draw.no, id });
    // One that is named whole is one: the newest draw says what came of it last.
    if (found.size >= mostFound || (found.size > 0 && letters)) break;
  }
  return [...found.values()];
}

/** What receipts of a kind say under a name, where it reads like this. */
async function idsOf(
  draw: KeptDraw,
  kind: string,
  name: string,
  text: string,
  draws: DrawStore,
): Promise<readonly string[]> {
  const like = new RegExp(`^${text.replaceAll('?', '.')}$`, 'u');
  const receipts = await draws.receiptsNaming(draw.no, text);
  const values = receipts
    .filter((one) => one.kind === kind)
    .map(({ receipt }) => (JSON.parse(receipt) as Readonly<Record<string, unknown>>)[name]);
  return values.filter((value): value is string => typeof value === 'string' && like.test(value));
}

/** Registers of people hold tokens, which are nobody's number. */
function isOfThings(draw: KeptDraw): boolean {
  return kindOf(JSON.parse(draw.seal) as Seal)?.isOfPeople !== true;
}

async function rowIn(draw: KeptDraw, id: string, draws: DrawStore): Promise<readonly string[]> {
  return isOfThings(draw) && (await draws.row(draw.no, 'register', id)) !== null ? [id] : [];
}

/** A register that is too large to be told is too large to be gone through while somebody waits. */
async function rowsWhere(draw: KeptDraw, is: (id: string) => boolean, draws: DrawStore): Promise<readonly string[]> {
  const { register } = JSON.parse(draw.seal) as Seal;
  if (register.size > mostRowsTold || !isOfThings(draw)) return [];
  const found: string[] = [];
  for await (const { id } of draws.rows(draw.no, 'register')) if (is(id)) found.push(id);
  return found;
}
