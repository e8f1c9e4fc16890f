import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { dayOfBottling, type Sticker } from '../domain/stickers/sticker.js';
import { loadConfig } from '../service/config.js';
import { KeyFolder, StickerKeysRefused } from '../stickers/key-folder.js';
import { type OfflineVerdict, verifyOffline } from '../stickers/offline.js';
import { type PublishedKeys, readPublishedKeys } from '../stickers/published-keys.js';
import { textInPicture } from '../stickers/qr-reading.js';
import { placeOf } from '../stickers/sticker-text.js';
import { explain, shownTime, UsageError } from './with-store.js';

interface Flags {
  readonly keys?: string;
  readonly base?: string;
  readonly json?: boolean;
}

/** Adds `yibo verify`: whether a sticker is signed by us, and what was signed, without a network or a database. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'check the code of a sticker (标贴) without the word of any server, and print what was signed; exit 1 if one is refused',
    )
    .argument('<code...>', 'what a QR code holds, or a PNG of it')
    .option('--keys <file>', 'public keys, as /api/v1/keys answers; those of this installation otherwise')
    .option('--base <address>', 'the site that a code without an address is of; PUBLIC_BASE_URL otherwise')
    .option('--json', 'for machines: an object on each line')
    .action((given: readonly string[], flags: Flags) => {
      try {
        const verdicts = verdictsOn(given, flags);
        for (const one of verdicts)
          process.stdout.write(flags.json ? `${JSON.stringify(forMachines(one))}\n` : told(one));
        if (verdicts.some(({ verdict }) => verdict.kind !== 'signed')) process.exitCode = 1;
      } catch (error) {
        process.exitCode = explain('verify', error);
      }
    });
}

const picture = /\.(?:png|jpe?g|gif|webp|bmp)$/i;

interface Told {
  /** What was given: a text, or the name of a file. */
  readonly given: string;
  readonly verdict: OfflineVerdict;
}

function verdictsOn(given: readonly string[], { keys: file, base }: Flags): readonly Told[] {
  const { stickerKeys, publicBaseUrl, port } = loadConfig(process.env);
  const keys = file === undefined ? new KeyFolder(stickerKeys).keys : keysIn(file);
  if (keys.size === 0)
    throw new StickerKeysRefused(`${file ?? stickerKeys} holds no public key. Name a file of them: --keys FILE`);
  const place = placeOf(base ?? publicBaseUrl ?? `http://localhost:${port}`);
  return given.map((one) => ({ given: one, verdict: verdictOn(one, keys, place) }));
}

function verdictOn(given: string, keys: PublishedKeys, place: string): OfflineVerdict {
  const text = picture.test(given) ? textIn(given) : { text: given };
  if ('problem' in text) return { kind: 'unreadable', why: text.problem, sticker: null, key: null, signedText: null };
  return verifyOffline(text.text, keys, place);
}

function textIn(file: string): ReturnType<typeof textInPicture> {
  return existsSync(file) ? textInPicture(readFileSync(file)) : { problem: 'is not there.' };
}

function keysIn(file: string): PublishedKeys {
  if (!existsSync(file))
    throw new UsageError(`--keys ${file} is not there. Save the answer of /api/v1/keys to a file.`);
  const read = readPublishedKeys(readFileSync(file, 'utf8'));
  if (typeof read !== 'string') return read;
  throw new StickerKeysRefused(`${file} ${read}`);
}

function forMachines({ given, verdict }: Told) {
  const { kind, why, sticker, key, signedText } = verdict;
  return {
    given,
    verdict: kind,
    why,
    signed: kind === 'signed' || kind === 'key-revoked' ? sticker : null,
    signedText,
    key,
  };
}

const words: Readonly<Record<OfflineVerdict['kind'], string>> = {
  signed: 'SIGNED by the bureau. Compare what was signed with what you hold:',
  'key-revoked':
    'REFUSED: it is signed under a key that was lost. Only the public record can say whether it was made before:',
  'wrong-signature': 'REFUSED: the signature is wrong',
  'no-signature': 'REFUSED: a number without a signature proves nothing.',
  'no-sticker': 'REFUSED: this is none of our stickers.',
  unreadable: 'REFUSED: the file',
};
const reasons: Readonly<Record<string, string>> = {
  malformed: 'the code is not whole.',
  'unknown-key': 'it names a key that is none of the bureau’s.',
  'bad-signature': 'what it says is not what the bureau signed.',
  'other-site': 'it leads to another site.',
};

function told({ given, verdict: { kind, why, sticker, key, signedText } }: Told): string {
  const shown = given.length > 60 ? `${given.slice(0, 57)}…` : given;
  const because = why === null ? '' : kind === 'unreadable' ? ` ${why}` : `: ${reasons[why] ?? why}`;
  const head = `${shown}\n  ${words[kind]}${because}\n`;
  if (!sticker || !key || signedText === null) return head;
  const state = key.revokedFrom === null ? '' : `, revoked from ${shownTime(Date.parse(key.revokedFrom))}`;
  const rows = [
    ...said(sticker),
    ['key', `${key.id}, from ${shownTime(Date.parse(key.from))}${state}`],
    ['signed text', signedText],
  ];
  return head + rows.map(([label = '', value = '']) => `    ${label.padEnd(12)} ${value}\n`).join('');
}

function said({ kind, code, place, subject }: Sticker): readonly (readonly string[])[] {
  const on = kind === 'car' ? ['VIN', subject] : ['bottled on', dayOfBottling(subject) || 'not said'];
  return [on, ['code', code], ['site', place.toLowerCase()]];
}
