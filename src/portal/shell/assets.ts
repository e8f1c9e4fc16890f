import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A file that browsers keep for good: its address names its very bytes. */
export interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  /** By the name that `Accept-Encoding` has for it; none where it gains nothing. */
  readonly compressed: ReadonlyMap<string, Buffer>;
}

const folder = fileURLToPath(new URL('../../../src/portal/assets/', import.meta.url));
/** What a build makes for browsers (`src/bundle.js`). */
const built = fileURLToPath(new URL('../../../dist/portal/assets/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
};

/** Where assets are served. */
export const assetsPath = '/assets/';

/** The files of `src/portal/assets/style/`, as one: what they build on first, what undoes them on paper last. */
function styleSheet(): Buffer {
  const rank = (name: string) => (name === 'base.css' ? 0 : name === 'print.css' ? 2 : 1);
  const names = readdirSync(`${folder}style`).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Buffer.concat(names.map((name) => readFileSync(`${folder}style/${name}`)));
}

/** Everything in `src/portal/assets/`, and what was built for browsers, read and compressed once. */
class Assets {
  private readonly pathOfName = new Map<string, string>();
  private readonly ofPath = new Map<string, Asset>();

  constructor() {
    this.add('style.css', styleSheet());
    // What checks a signature where a browser cannot: asked for only then.
    this.add('noble-ed25519.js', readFileSync(createRequire(import.meta.url).resolve('@noble/ed25519')));
    for (const from of [folder, built]) {
      for (const name of readdirSync(from)) if (extname(name) in types) this.add(name, readFileSync(from + name));
    }
  }

  private add(name: string, plain: Buffer): void {
    const extension = extname(name);
    const type = types[extension] ?? '';
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
    const path = `${assetsPath}${name.slice(0, -extension.length)}.${hash}${extension}`;
    this.pathOfName.set(name, path);
    this.ofPath.set(path, { type, plain, compressed: compressed(type, plain) });
  }

  /** @throws Error when there is no such file: a mistake of ours, found by the first page that asks */
  path(name: string): string {
    const path = this.pathOfName.get(name);
    if (path === undefined) throw new Error(`there is no file "${name}" in src/portal/assets`);
    return path;
  }

  all(): Iterable<readonly [string, Asset]> {
    return this.ofPath;
  }

  get(path: string): Asset | null {
    return this.ofPath.get(path) ?? null;
  }
}

function compressed(type: string, plain: Buffer): ReadonlyMap<string, Buffer> {
  if (!/^text\/|svg/.test(type)) return new Map();
  return new Map([
    ['br', brotliCompressSync(plain)],
    ['gzip', gzipSync(plain, { level: 9 })],
  ]);
}

let read: Assets | null = null;

function assets(): Assets {
  read ??= new Assets();
  return read;
}

/**
 * @param name of a file in `src/portal/assets/`
 * @returns the address at which it is served
 * @example assetPath('style.css') // '/assets/style.3f9a1c0b7d2e.css'
 */
export function assetPath(name: string): string {
  return assets().path(name);
}

/** @returns every asset by its address */
export function allAssets(): Iterable<readonly [string, Asset]> {
  return assets().all();
}

/** @returns what is served at that address; null when it names nothing, or bytes of another version */
export function assetAt(path: string): Asset | null {
  return assets().get(path);
}
