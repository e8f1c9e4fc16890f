import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '../src/service/installation.js';
import type { CallFrame, Stack } from './cpu-profile.js';

/** A part of a turn's time: a group, and what of it. */
export interface Part {
  readonly group: string;
  readonly detail: string;
}

export const idle: Part = { group: 'idle', detail: '' };

/**
 * Says what the time of a stack's top function was spent for. What is built into V8 or Node and serves everybody counts for
 * whoever called it.
 * @example
 * // JSON.stringify within src/store/sqlite/turns.ts
 * partOf(stack) // { group: 'database', detail: 'src/store' }
 */
export function partOf(stack: Stack): Part {
  for (const frame of stack) {
    const part = partOfFrame(frame);
    if (part) return part;
  }
  return { group: 'Node: event loop and system calls', detail: '' };
}

function partOfFrame({ functionName, url }: CallFrame): Part | null {
  if (functionName === '(garbage collector)') return { group: 'GC', detail: '' };
  if (functionName === '(idle)') return idle;
  const [, name] = /\/node_modules\/(?!.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
  if (name !== undefined) return partOfPackage(name);
  if (/^node:internal\/crypto\//.test(url)) return { group: 'signatures and ciphers', detail: 'node:crypto' };
  if (/^node:(_http|http|net|internal\/(http|net|stream_base))/.test(url))
    return { group: 'HTTP', detail: 'node:http, node:net' };
  const [, path] = /\/dist\/(?:bench\/src\/)?(.+)$/.exec(url) ?? [];
  return path === undefined ? null : partOfFile(path);
}

function partOfPackage(name: string): Part {
  if (expressPackages.has(name)) return { group: 'HTTP', detail: 'Express' };
  if (name === 'twilio') return { group: 'signatures and ciphers', detail: 'twilio' };
  if (name === 'node-nlp' || name.startsWith('@nlpjs/')) return { group: 'understanding', detail: 'node-nlp' };
  if (['sqlite3', 'bindings', 'pg'].includes(name)) return { group: 'database', detail: name };
  return { group: 'other packages', detail: name };
}

/** @param path below `src/`, as compiled */
function partOfFile(path: string): Part {
  if (/^channels\/(wechat\/crypto|wechat\/open-delivery|phone\/signature)\./.test(path)) {
    return { group: 'signatures and ciphers', detail: 'src/channels' };
  }
  const [room = ''] = path.split('/');
  if (room === 'store' || room === 'database') return { group: 'database', detail: `src/${room}` };
  if (room === 'understanding') return { group: 'understanding', detail: 'src/understanding' };
  const [, channel] = /^channels\/([^/]+)\//.exec(path) ?? [];
  return { group: 'our own code', detail: channel === undefined ? room : `channels/${channel}` };
}

/** Express and all that it depends on. */
const expressPackages: ReadonlySet<string> = new Set(withDependencies('express'));

function withDependencies(name: string, known: Set<string> = new Set()): Set<string> {
  if (known.has(name)) return known;
  known.add(name);
  const file = join(installation().root, 'node_modules', name, 'package.json');
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> };
  for (const one of Object.keys(dependencies)) withDependencies(one, known);
  return known;
}
