import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** @type {{ rooms: Record<string, string[]>, exceptions: { from: string, to: string }[] }} */
export const { rooms, exceptions } = createRequire(import.meta.url)(join(root, '.rooms.cjs'));

const isSource = (/** @type {string} */ name) => /\.(ts|js|css|html)$/.test(name);

/** Every file of our source with its length: what is compiled, and what a browser loads. */
export function sourceFiles() {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      return { path: relative(root, path), text, lines: text.split('\n').length - 1 };
    });
}

/** @returns each room with its lines and its share of the whole, the largest first */
export function sizes() {
  const files = sourceFiles();
  const total = files.reduce((sum, { lines }) => sum + lines, 0);
  return Object.keys(rooms)
    .map((room) => {
      const own = files.filter(({ path }) => path.startsWith(`src/${room}/`));
      const lines = own.reduce((sum, one) => sum + one.lines, 0);
      return { room, files: own.length, lines, share: lines / total };
    })
    .sort((a, b) => b.lines - a.lines);
}

/** @returns every function with its length in lines */
export function functions() {
  return sourceFiles()
    .filter(({ path }) => /\.(ts|js)$/.test(path))
    .flatMap(({ path, text }) => functionsIn(path, text));
}

const kinds = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'MethodProperty',
  'Constructor',
]);

function functionsIn(path, text) {
  const bytes = Buffer.from(text);
  const program = parseSync(text, path.endsWith('.ts') ? { syntax: 'typescript' } : { syntax: 'ecmascript' });
  // Offsets go on from one parse to the next, and count bytes.
  const start = program.span.start - firstByte(text);
  const lineAt = (offset) =>
    bytes
      .subarray(0, offset - start)
      .toString()
      .split('\n').length;
  const found = [];
  const walk = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach(walk);
    if (kinds.has(node.type) && node.span) {
      const from = lineAt(node.span.start);
      found.push({ path, line: from, lines: lineAt(node.span.end) - from + 1 });
    }
    for (const value of Object.values(node)) walk(value);
  };
  walk(program.body);
  return found;
}

/** Where the program begins: behind the comments that stand first. */
function firstByte(text) {
  const [before] = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text.startsWith('#!') ? text : text) ?? [''];
  return Buffer.byteLength(before);
}
