import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { installation } from '../src/service/installation.js';
import { secrets } from './requests.js';
import type { Target } from './target.js';
import { wechatServers } from './wechat-servers.js';

const { home: root } = installation();

/** What `npm start` runs, from `package.json`. @example { settings: { MALLOC_ARENA_MAX: '2' }, flags: ['--max-semi-space-size=2'], words: ['src/yibo.js', 'serve'] } */
function startCommand(): {
  readonly settings: NodeJS.ProcessEnv;
  readonly flags: readonly string[];
  readonly words: readonly string[];
} {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [, given = '', rest = ''] = /^((?:\w+=\S+ )*)exec node (.*)$/.exec(scripts.start) ?? [];
  const words = rest.split(' ');
  const first = words.findIndex((word) => !word.startsWith('-'));
  if (rest === '' || first < 0) throw new Error(`"npm start" is not "exec node … file …": ${scripts.start}`);
  const settings = Object.fromEntries(
    given
      .split(' ')
      .flatMap((one) => (one === '' ? [] : [[one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]])),
  );
  return { settings, flags: words.slice(0, first), words: words.slice(first) };
}

/** The service as in production, whose log can be waited for. */
export interface ServiceTarget extends Target {
  /** Waits for a line that is written from now on. */
  untilSaid(words: string): Promise<void>;
}

/** Starts what `npm start` starts. @param folder where its database is, or will be @param settings beside the usual ones */
export function startAsInProduction(folder: string, settings: NodeJS.ProcessEnv = {}): Promise<ServiceTarget> {
  const { flags, words } = startCommand();
  return start([...flags, ...words], folder, settings);
}

/**
 * Starts the service with the flags of `npm start` on the same content, except that its lines are open day and night and 20 desks
 * answer the general one: a call that asks for a person rings somebody whenever the bench runs, and however many come at once.
 * @param folder an empty one, for its database and its content
 */
export function startAlwaysOpen(
  folder: string,
  { flags = [], settings = {}, change = () => {} }: AlwaysOpenOptions = {},
): Promise<ServiceTarget> {
  const content = join(folder, 'content');
  alwaysOpenContent(content);
  giveDesks(content);
  change(content);
  const file = fileURLToPath(new URL('./always-open-process.js', import.meta.url));
  return start([...startCommand().flags, ...flags, file, content], folder, settings);
}

export interface AlwaysOpenOptions {
  /** More flags of Node. */
  readonly flags?: readonly string[];
  /** Settings beside the usual ones. */
  readonly settings?: NodeJS.ProcessEnv;
  /** Changes its content, whose folder it is given, before it starts. */
  readonly change?: (content: string) => void;
}

/** Writes the project's content into a folder, with lines that are open day and night. */
export function alwaysOpenContent(folder: string): void {
  for (const name of ['menus', 'intents', 'data']) cpSync(join(root, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'data/calendar/hours.yaml'), openAllDay);
}

/** As many desks as calls are on at once, and more: each call reserves one of them, and it is free again with the call's end. */
const desks = Array.from({ length: 20 }, (_, n) => `desk-${n}`);

function giveDesks(content: string): void {
  const staff = join(content, 'data/staff');
  writeFileSync(join(staff, 'colleagues.yaml'), `colleagues: { ${desks.map(desk).join(', ')} }\n`);
  writeFileSync(
    join(staff, 'roster.yaml'),
    `roster: { general: [{ days: any, colleagues: [${desks.join(', ')}] }] }\n`,
  );
  replaceIn(join(staff, 'lines.yaml'), /^general: .*$/m, 'general: { name: 人工服务, strategy: longest-idle }');
  replaceIn(join(staff, 'hotline.yaml'), /^wrapUpSeconds: \d+/m, 'wrapUpSeconds: 0');
}

function desk(id: string, n: number): string {
  return `${id}: { name: 总台${n}, telephones: ["sip:${2000 + n}@pbx.invalid"] }`;
}

/** @throws Error when nothing is replaced: the content has another form by now */
function replaceIn(file: string, pattern: RegExp, by: string): void {
  const text = readFileSync(file, 'utf8');
  if (!pattern.test(text)) throw new Error(`${file} has nothing like ${pattern}`);
  writeFileSync(file, text.replace(pattern, by));
}

const openAllDay = 'schedules:\n  general:\n    - { days: any, open: ["00:00-24:00"], because: 现在是下班时间 }\n';

async function start(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<ServiceTarget> {
  const env = {
    PATH: process.env.PATH,
    ...startCommand().settings,
    ...secrets,
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
    YIBO_SAMPLE_DATA: 'on',
    WECHAT_APP_SECRET: 'bench',
    WECHAT_API_BASE: settings.WECHAT_API_BASE ?? (await wechatServers()),
    ...settings,
  };
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const failures: string[] = [];
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const origin = await readyOrigin(child, lines, failures);
  return {
    origin,
    pid: child.pid ?? 0,
    untilSaid: (words) =>
      new Promise((resolve, reject) => {
        lines.on('line', (line) => {
          if (line.includes(words)) resolve();
          if (failures.length > 0)
            reject(new Error(`the service logged an error instead of "${words}": ${failures[0]}`));
        });
      }),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      if (failures.length > 0) throw new Error(`the service logged ${failures.length} errors, first ${failures[0]}`);
    },
  };
}

/**
 * Waits for the log's "ready", and goes on reading: a full pipe would hold the service up.
 * @param failures where lines of the level error or worse are put
 */
function readyOrigin(child: ChildProcess, lines: Interface, failures: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with ${code} before it was ready`)));
    lines.on('line', (line) => {
      // The service looks itself over as well, and finds fault with sample records in production.
      if (/"level":[56]0/.test(line) && !line.includes('"finding"')) failures.push(line);
      const [, origin] = /"origin":"([^"]+)".*"msg":"ready"/.exec(line) ?? [];
      if (origin !== undefined) resolve(origin);
    });
  });
}
