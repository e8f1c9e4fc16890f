import { type Command, Option } from 'commander';
import type { KeptMessage, MessageState } from '../domain/outbox/message.js';
import type { Store } from '../domain/store.js';
import { shownTime, table, UsageError, withStore } from './with-store.js';

const states: readonly MessageState[] = ['owed', 'dead', 'sent'];

interface ListFlags {
  readonly state?: MessageState;
  readonly limit: string;
  readonly persons?: boolean;
  readonly json?: boolean;
}

/** Adds `yibo outbox` and `yibo outbox retry`: what is owed to somebody, and what could not be delivered. */
export function addOutboxCommands(program: Command): void {
  const outbox = program
    .command('outbox')
    .description('list messages that are owed, and dead ones, which could not be delivered')
    .addOption(new Option('--state <state>', 'only these').choices(states))
    .option('--limit <n>', 'how many of each state to show, the oldest first', '50')
    .option('--persons', 'show to whom they go and what they hold, too: personal data')
    .option('--json', 'for machines')
    .action(async (flags: ListFlags) => {
      process.exitCode = await withStore('outbox', (store) => list(store, flags), { mustExist: true });
    });
  outbox
    .command('retry <key>')
    .description('have a dead message sent again, by the service that runs')
    .action(async (key: string) => {
      process.exitCode = await withStore('outbox retry', (store, now) => retry(store, key, now()), { mustExist: true });
    });
}

async function list({ outbox }: Store, { state, limit, persons = false, json = false }: ListFlags): Promise<number> {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError(`--limit "${limit}" is no number from 1 to 99999.`);
  const wanted = state ? [state] : states.filter((one) => one !== 'sent');
  const found = (await Promise.all(wanted.map((one) => outbox.list(one, Number(limit))))).flat();
  if (json) {
    process.stdout.write(
      `${JSON.stringify(
        found.map((one) => (persons ? one : withoutPerson(one))),
        null,
        2,
      )}\n`,
    );
    return 0;
  }
  if (found.length === 0) {
    process.stdout.write(`Nothing is ${wanted.join(' or ')}.\n`);
    return 0;
  }
  const head = ['state', 'owed since', 'attempts', 'too late from', 'key', ...(persons ? ['person'] : []), 'why'];
  process.stdout.write(table([head, ...found.map((one) => row(one, persons))]));
  if (persons) for (const { key, body } of found) process.stdout.write(`${key}: ${body ?? ''}\n`);
  if (found.some((one) => one.state === 'dead'))
    process.stdout.write('\nHave a dead one sent again: npx yibo outbox retry KEY\n');
  return 0;
}

function row(message: KeptMessage, persons: boolean): readonly string[] {
  const { state, owedAt, attempts, notAfter, key, personId } = message;
  const reason = message.reason ?? (state === 'owed' && attempts === 0 ? 'not tried yet' : '');
  const times = [shownTime(owedAt), String(attempts), shownTime(notAfter)];
  return [state, ...times, key, ...(persons ? [personId ?? ''] : []), reason];
}

function withoutPerson({ personId: _person, body: _body, conversationId: _conversation, ...others }: KeptMessage) {
  return others;
}

async function retry({ outbox }: Store, key: string, now: number): Promise<number> {
  if (await outbox.revive(key, now)) {
    process.stdout.write(`${key} is owed again. The service sends it within seconds, if it runs.\n`);
    return 0;
  }
  process.stderr.write(`yibo outbox retry: ${whyNot(key, await outbox.find(key), now)}\n`);
  return 1;
}

function whyNot(key: string, message: KeptMessage | null, now: number): string {
  if (!message) return `there is no message "${key}". See npx yibo outbox.`;
  const { state, notAfter } = message;
  if (state === 'sent') return `"${key}" was sent, and nothing of it is kept.`;
  if (state === 'owed')
    return `"${key}" is owed still: the service that runs sends it by itself, again and again. Only dead ones are retried.`;
  if (notAfter !== null && notAfter <= now)
    return `"${key}" would have had to be there by ${shownTime(notAfter)}: nobody takes it any more. Reach the person another way.`;
  return `"${key}" was just changed by the service. Look again: npx yibo outbox.`;
}
