import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import type { Store } from '../domain/store.js';
import { writeFileWhole } from '../files/whole-file.js';
import { loadConfig } from '../service/config.js';
import { KeyFolder, type SigningKey } from '../stickers/key-folder.js';
import { qrPng, qrSvg } from '../stickers/qr-drawing.js';
import { type PrintedSticker, printedSheets } from '../stickers/sheet.js';
import { type Progress, progressLine } from './progress-line.js';
import { type StickersWanted, stickersWanted } from './stickers-wanted.js';
import { releaseNamed, UsageError, withStoreThere } from './with-store.js';

const formats = ['png', 'svg', 'sheet', 'text'] as const;

interface Flags {
  readonly list?: string;
  readonly release?: string;
  readonly all?: string;
  readonly format: (typeof formats)[number];
  readonly out?: string;
  readonly base?: string;
  readonly scale: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Adds `yibo qr`: the QR codes of stickers (标贴), signed, one by one or on sheets to print. */
export function addQrCommand(program: Command): void {
  program
    .command('qr')
    .description('make the signed QR codes of vehicles and bottles: PNG, SVG, or A4 sheets to print and cut')
    .argument('[code...]', 'a VIN, the code of a sticker, or the code of a bottle')
    .option('--list <file>', 'a file with a code on each line; - for what comes in')
    .option('--release <number>', 'all that a release of vehicles or wines made public')
    .option('--all <dataset>', 'all that is public: vehicles or wines')
    .addOption(
      new Option('--format <format>', 'a file for each code, one document, or the text')
        .choices([...formats])
        .default('png'),
    )
    .option('--out <place>', 'a folder; of a sheet, the file. Without it: this folder, stickers.html')
    .option('--base <address>', 'the public address that the codes lead to; PUBLIC_BASE_URL otherwise')
    .option('--scale <pixels>', 'of a PNG: how many pixels a module is wide', '4')
    .option('--force', 'replace files that are there')
    .option('--json', 'for machines: an object on each line')
    .action(async (codes: readonly string[], flags: Flags) => {
      process.exitCode = await withStoreThere('qr', (store) => make(store, codes, flags));
    });
}

async function make(store: Store, codes: readonly string[], flags: Flags): Promise<number> {
  const { stickerKeys, publicBaseUrl, port } = loadConfig(process.env);
  const key = new KeyFolder(stickerKeys).signing;
  const base = (flags.base ?? publicBaseUrl ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!/^https?:\/\/[^\s?#]+$/.test(base))
    throw new UsageError(`--base "${base}" is no address such as https://hotline.example`);
  const wanted = await wantedBy(store, codes, flags, base, key);
  if (typeof wanted === 'string') {
    process.stderr.write(wanted);
    return 1;
  }
  const progress = progressLine('signing', process.stderr, undefined, 'stickers');
  try {
    const made = await write(
      counted(wanted, (state) => progress.show(state)),
      flags,
    );
    progress.end();
    if (!flags.json && flags.format !== 'text')
      process.stderr.write(`${made} made, signed under the key ${key.key.id}, for ${base}\n`);
    return 0;
  } finally {
    progress.end();
  }
}

/** @throws UsageError unless exactly one way says which are wanted */
async function wantedBy(store: Store, codes: readonly string[], flags: Flags, base: string, key: SigningKey) {
  const { list, release, all } = flags;
  const ways = [codes.length > 0, list !== undefined, release !== undefined, all !== undefined].filter(Boolean).length;
  if (ways !== 1)
    throw new UsageError('name codes, or say --list FILE, --release NUMBER or --all DATASET; one of them.');
  const how = { store, base, key };
  if (release !== undefined) return stickersWanted({ ...how, release: releaseNamed(release) });
  if (all !== undefined) return stickersWanted({ ...how, dataset: all });
  const lines = list === undefined ? codes : readFileSync(list === '-' ? 0 : list, 'utf8').split(/\r?\n/);
  return stickersWanted({ ...how, codes: lines.map((line) => line.trim()).filter((line) => line !== '') });
}

async function* counted({ stickers, total }: StickersWanted, show: (progress: Progress) => void) {
  let rows = 0;
  for await (const one of stickers) {
    yield one;
    show({ rows: ++rows, share: rows / Math.max(1, total) });
  }
}

async function write(stickers: AsyncIterable<PrintedSticker>, flags: Flags): Promise<number> {
  const { format, force: replace = false } = flags;
  let made = 0;
  const told = async function* (): AsyncGenerator<PrintedSticker> {
    for await (const one of stickers) {
      made++;
      yield one;
      if (flags.json)
        process.stdout.write(
          `${JSON.stringify({ ...one.sticker, address: one.address, sample: one.sample, file: fileOf(one, flags) })}\n`,
        );
      else if (format === 'text') process.stdout.write(`${one.address}\n`);
      else if (format !== 'sheet') process.stdout.write(`${fileOf(one, flags)}\n`);
    }
  };
  if (format === 'sheet') {
    await writeFileWhole(sheetFile(flags), (target) => pipeline(printedSheets(told()), target), { replace });
    return made;
  }
  const scale = scaleOf(flags.scale);
  for await (const one of told()) {
    if (format === 'text') continue;
    const drawing = format === 'svg' ? qrSvg(one.address) : qrPng(one.address, scale);
    await writeFileWhole(fileOf(one, flags) ?? '', (target) => pipeline([drawing], target), { replace });
  }
  return made;
}

function fileOf({ sticker }: PrintedSticker, flags: Flags): string | null {
  const { format, out = '.' } = flags;
  if (format === 'text') return null;
  return format === 'sheet' ? sheetFile(flags) : join(out, `${sticker.code}.${format}`);
}

function sheetFile({ out = 'stickers.html' }: Flags): string {
  return out;
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (Number.isInteger(scale) && scale >= 1 && scale <= 64) return scale;
  throw new UsageError(`--scale "${text}" is no number from 1 to 64.`);
}
