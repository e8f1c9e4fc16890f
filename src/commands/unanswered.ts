import type { Command } from 'commander';
import { suggestion } from '../authored/problem.js';
import { IntentWithoutFile, teachSayings } from '../content/teach-sayings.js';
import type { Store } from '../domain/store.js';
import type { Unanswered } from '../domain/understanding/stores.js';
import { installation } from '../service/installation.js';
import { worseThan } from '../understanding/evaluation/baseline.js';
import { type Cluster, clusterOf } from '../understanding/evaluation/cluster.js';
import { contentIn, understanderOf } from './content-here.js';
import { acceptedBaseline, measure } from './standard-questions.js';
import { shownTime, UsageError, withStore } from './with-store.js';

interface UnansweredFlags {
  readonly limit: string;
  readonly label?: readonly string[];
  readonly drop?: readonly string[];
}

const most = 2_000;

/** Adds `yibo unanswered`: what people said that was not understood, to be learnt from. */
export function addUnansweredCommand(program: Command): void {
  program
    .command('unanswered')
    .description('show what was not understood, put together by likeness, and teach what it means')
    .option('--limit <n>', 'how many groups to show', '20')
    .option('--label <group=intent...>', 'add the messages of a group to the sayings of an intent: 3=pet-entry')
    .option('--drop <group...>', 'remove groups that need no answer')
    .action(async (flags: UnansweredFlags) => {
      process.exitCode = await withStore('unanswered', (store) => run(store, flags), { mustExist: true });
    });
}

async function run({ unanswered }: Store, { limit, label = [], drop = [] }: UnansweredFlags): Promise<number> {
  const groupsShown = countNamed(limit);
  const messages = await unanswered.list(most);
  if (messages.length === 0) {
    process.stdout.write('Everything was understood, or nothing has been said yet.\n');
    return 0;
  }
  const content = contentIn();
  const { model } = await understanderOf(content);
  const clusters = clusterOf(messages, model.characters);
  if (label.length === 0 && drop.length === 0) {
    show(clusters.slice(0, groupsShown), clusters.length);
    return 0;
  }
  const known = new Set(content.intents.filter(({ sayings }) => sayings.length > 0).map(({ id }) => id));
  const taught = label.map((one) => {
    const [group = '', intent] = one.split('=');
    if (intent === undefined)
      throw new UsageError(`"${one}" names no intent. Write GROUP=INTENT, such as 3=pet-entry.`);
    if (!known.has(intent)) throw new UsageError(`"${intent}" is no intent with sayings.${suggestion(intent, known)}`);
    return { cluster: clusterNamed(group, clusters), intent };
  });
  const dropped = drop.map((group) => clusterNamed(group, clusters));
  // Their numbers change with what was said since they were shown.
  for (const { cluster, intent } of taught) process.stdout.write(`to ${intent}: ${wordsOf(cluster)}\n`);
  for (const cluster of dropped) process.stdout.write(`removed: ${wordsOf(cluster)}\n`);
  const isBetter = taught.length === 0 || (await teachAll(taught));
  const done = [...(isBetter ? taught.map(({ cluster }) => cluster) : []), ...dropped];
  const texts = done.flatMap(({ messages }) => messages.map(({ text }) => text));
  await unanswered.remove(texts);
  process.stdout.write(
    texts.length === 1 ? '1 message is dealt with.\n' : `${texts.length} messages are dealt with.\n`,
  );
  return isBetter ? 0 : 1;
}

/** @returns whether what was taught was kept: what makes it worse is taken back */
async function teachAll(taught: readonly { readonly cluster: Cluster; readonly intent: string }[]): Promise<boolean> {
  const before = acceptedBaseline() ?? (await measure(contentIn()));
  const lessons = taught.map(({ intent, cluster }) => ({ intent, messages: cluster.messages.map(({ text }) => text) }));
  const { worse } = await teachSayings({
    root: installation().root,
    lessons,
    judge: async () => worseThan(before, await measure(contentIn())),
    onAdded: ({ file, sayings }) => process.stdout.write(`${file}: ${sayings.length} more\n`),
  }).catch((error: unknown) => {
    throw error instanceof IntentWithoutFile ? new UsageError(error.message) : error;
  });
  if (worse.length === 0) return true;
  for (const one of worse) process.stderr.write(`worse: ${one}\n`);
  process.stderr.write('The files are as before, and the messages are kept. Teach fewer, or other intents.\n');
  return false;
}

function show(clusters: readonly Cluster[], all: number): void {
  clusters.forEach(({ times, messages }, index) => {
    const [first, ...others] = messages;
    process.stdout.write(
      `${index + 1}  ${times === 1 ? 'once' : `${times} times`}, last ${shownTime(lastOf(messages))}, ${guessed(first)}\n`,
    );
    for (const { text } of [first, ...others].slice(0, 5)) process.stdout.write(`     ${text}\n`);
    if (others.length > 4) process.stdout.write(`     … and ${others.length - 4} more\n`);
  });
  process.stdout.write(
    `\n${all === 1 ? '1 group' : `${all} groups`}. Teach one with --label GROUP=INTENT, remove one that needs no answer with --drop GROUP.\n`,
  );
}

function wordsOf({ messages }: Cluster): string {
  return messages.map(({ text }) => text).join(' / ');
}

function guessed({ band, nearest }: Unanswered): string {
  const near = nearest === null ? '' : `, nearest ${nearest}`;
  return { unsure: 'asked back', outside: "said not to be the bureau's", nothing: 'not understood' }[band] + near;
}

function lastOf(messages: readonly Unanswered[]): number {
  return Math.max(...messages.map(({ lastAt }) => lastAt));
}

function clusterNamed(group: string, clusters: readonly Cluster[]): Cluster {
  const cluster = /^[1-9]\d{0,4}$/.test(group) ? clusters[Number(group) - 1] : undefined;
  if (cluster) return cluster;
  throw new UsageError(`"${group}" is no group. They are numbered from 1 to ${clusters.length}: see yibo unanswered.`);
}

function countNamed(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--limit "${text}" is no number from 1 to 99999.`);
}
