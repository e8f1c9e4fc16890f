import { openWechaty, wordsOfError } from './open-wechaty.js';
import { type Puppet, PuppetGone } from './puppet.js';
import type { FromPuppet, SayFailed, ToPuppet } from './wire.js';

/**
 * The process that a puppet has to itself. wechaty and its puppets are other people's code that keeps connections of its own:
 * whatever they throw, leak or print stays here, and ends nothing but this process.
 */
const send = (told: FromPuppet): void => void process.send?.(told);

// What a puppet keeps of its login is for nobody else to read.
process.umask(0o077);

let puppet: Puppet | null = null;

async function take(asked: ToPuppet): Promise<void> {
  if (asked.kind === 'open') {
    puppet = await openWechaty(asked.settings, send);
    send({ kind: 'opened' });
  } else if (asked.kind === 'say') {
    const { ref, contactId, words } = asked;
    send({ kind: 'said', ref, failed: await say(contactId, words) });
  } else {
    await puppet?.close();
    process.exit(0);
  }
}

async function say(contactId: string, words: string): Promise<SayFailed | null> {
  if (!puppet) return { reason: 'the puppet is not open', isGone: true };
  return puppet.say(contactId, words).then(
    () => null,
    (error: unknown) => ({ reason: wordsOfError(error), isGone: error instanceof PuppetGone }),
  );
}

process.on('message', (asked: ToPuppet) => {
  take(asked).catch((error: unknown) => {
    send({ kind: 'gone', reason: wordsOfError(error) });
  });
});
// Whoever started us is gone.
process.on('disconnect', () => process.exit(0));
// A promise that nobody looks after is no reason to log in again; an exception is, and ends this process.
process.on('unhandledRejection', (reason) => send({ kind: 'trouble', words: wordsOfError(reason) }));
