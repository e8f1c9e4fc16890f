import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { identifierKinds, normaliseIdentifier } from '../../domain/identifiers/identifiers.js';
import { isSurelyPersonal } from '../../domain/identifiers/personal.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { isOf, placeOf } from '../../stickers/sticker-text.js';
import { drawName } from './draw-words.js';
import type { Site } from './page.js';
import { recordPath } from './record.js';

/** What a number may be that somebody typed. */
export interface Meaning {
  /** What it is: 进口机动车检验结果 JTEBU5JR6G5003291. */
  readonly what: string;
  /** Where it is told; null: in 施检流程, to whoever names its owner. */
  readonly path: string | null;
}

/** What somebody typed, and what it may be. */
export interface Found {
  readonly number: string;
  readonly meanings: readonly Meaning[];
  /** It is somebody's own number, and is not looked for. */
  readonly isPersonal: boolean;
  /** It is the number of a container (集装箱号), which is told with its declaration. */
  readonly isContainer: boolean;
}

/** So many records of one dataset are offered. */
const most = 10;
/** Datasets whose records have a page by the code that is printed on the thing. */
const codePaths: Readonly<Record<string, string>> = { vehicles: '/v/', wines: '/w/' };
/** Datasets whose records have a page of their own, by their ids. */
const ownPaths: Readonly<Record<string, string>> = { 'inspection-tasks': '/lists/tasks/' };
/** What a QR code of ours leads to, where somebody pastes it. */
const ofQrCode = /^(.*?)\/([VW])\/([^/?#\s]+)\/?(?:[?#].*)?$/i;

/**
 * Looks for a number among everything that is open: draws, the ids of records, and what they can be found by. A declaration number (报检号) is not looked
 * for, since nobody may find out by trying which there are.
 */
export async function findAnything(site: Site, typed: string): Promise<Found> {
  const [, before = '', kind, code] = ofQrCode.exec(typed.trim()) ?? [];
  const number = normaliseIdentifier(code ?? typed);
  const nothing = { number, meanings: [], isPersonal: false, isContainer: false };
  if (kind !== undefined) {
    // Somebody else's address with one of our codes: its site is told to be none of ours, and the code is not looked up.
    if (!isOf(before, placeOf(site.publicBaseUrl)))
      return { ...nothing, meanings: [{ what: '标贴真伪', path: `/verify?code=${encodeURIComponent(typed.trim())}` }] };
    return { ...nothing, meanings: [{ what: number, path: `/${kind.toLowerCase()}/${encodeURIComponent(number)}` }] };
  }
  if (isSurelyPersonal(number)) return { ...nothing, isPersonal: true };
  const draw = await drawOf(site, typed);
  if (draw) return { ...nothing, meanings: [draw] };
  if (!/^[0-9A-Z./_]{3,40}$/.test(number)) return nothing;
  const open = [...site.datasets().values()].filter(({ access }) => access === 'open');
  const found = await Promise.all(open.map((dataset) => recordsOf(site, dataset, number)));
  const meanings = withTasksFirst(found.flat()).map(([dataset, record]) => meaningOf(dataset, record, number));
  const is = (name: 'declaration-no' | 'container-no') => identifierKinds[name].check(number, { letters: true }).ok;
  if (is('declaration-no')) meanings.push({ what: '施检流程', path: null });
  return { ...nothing, meanings, isContainer: is('container-no') };
}

/** Draws are numbered with hyphens, which other numbers do without: `TJ2026-CC-0001`. */
async function drawOf({ draws, drawNames }: Site, typed: string): Promise<Meaning | null> {
  const no = typed.normalize('NFKC').trim().toUpperCase();
  const draw = /^[\p{L}\d-]{3,60}$/u.test(no) && no.includes('-') ? await draws.get(no) : null;
  return draw && { what: `${drawName(draw, drawNames())} ${no}`, path: `/draws/${encodeURIComponent(no)}` };
}

type OfDataset = readonly [DatasetSchema, DisclosureRecord];

async function recordsOf({ records }: Site, dataset: DatasetSchema, number: string): Promise<readonly OfDataset[]> {
  const { name, id, keys, fields } = dataset;
  const canBe = (field: string): boolean => {
    const is = fields.find((one) => one.name === field)?.['yibo:is'];
    return is === undefined || identifierKinds[is].check(number, { letters: true }).ok;
  };
  const [only] = id;
  const byId = id.length === 1 && only !== undefined && canBe(only) ? [records.get(name, number)] : [];
  const byKey = keys
    .filter((key) => key.as === 'text' && canBe(key.field))
    .map((key) => records.findByKey(name, key.name, number, most));
  const [ids, lists] = await Promise.all([Promise.all(byId), Promise.all(byKey)]);
  const all = [...ids.filter((record) => record !== null), ...lists.flat()];
  return [...new Map(all.map((record) => [record.id, record])).values()].map((record) => [dataset, record] as const);
}

/** The page of a task has its results, so that they are not offered beside it. */
function withTasksFirst(found: readonly OfDataset[]): readonly OfDataset[] {
  const tasks = found.filter(([{ name }]) => name === 'inspection-tasks');
  const isTold = ([{ name }, { fields }]: OfDataset) =>
    name === 'inspection-results' && tasks.some(([, { id }]) => id === fields.task_no);
  return [...tasks, ...found.filter((one) => !tasks.includes(one) && !isTold(one))];
}

function meaningOf({ name, title }: DatasetSchema, { id }: DisclosureRecord, number: string): Meaning {
  const path = codePaths[name];
  if (path !== undefined) return { what: `${title} ${number}`, path: path + encodeURIComponent(number) };
  const own = ownPaths[name];
  return { what: `${title} ${id}`, path: own === undefined ? recordPath(name, id) : own + encodeURIComponent(id) };
}
