import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type RunningService, startService } from '../main.js';
import { parseTranscripts } from '../rehearsal/parse-transcripts.js';
import type { Stage } from '../rehearsal/perform.js';
import { describeDeparture, rehearse } from '../rehearsal/rehearse.js';
import { type ChannelName, type Transcript, TranscriptRefused } from '../rehearsal/transcript.js';
import { changeOnStage } from './change-on-stage.js';
import { explain } from './explain.js';

export function addRehearseCommand(program: Command): void {
  program
    .command('rehearse')
    .description('replay transcripts through the real webhooks and show where they depart')
    .argument('<files...>', 'transcripts, such as test/conversations/progress.txt')
    .option('--channel <name>', 'only this channel: phone or wechat')
    .action(async (files: string[], options: { channel?: string }) => {
      if (options.channel !== undefined && options.channel !== 'phone' && options.channel !== 'wechat') {
        console.error(`yibo rehearse: "${options.channel}" is no channel. Use phone or wechat.`);
        process.exitCode = 2;
        return;
      }
      const transcripts = files.flatMap(read);
      let departed = 0;
      for (const transcript of transcripts) {
        for (const channel of transcript.channels) {
          if (options.channel !== undefined && options.channel !== channel) continue;
          const departure = await onFreshStage(transcript, channel);
          console.log(`${departure ? '✗' : '✓'} ${transcript.title} (${channel})`);
          if (departure) console.log(`${departure}\n`);
          departed += departure ? 1 : 0;
        }
      }
      if (departed > 0) console.log(`${departed} departed from their transcript.`);
      if (departed > 0 || transcripts.length === 0) process.exitCode = 1;
    });
}

/**
 * Rehearses with a service and a database of its own, and chance that is always the same.
 * @returns where it departs, in words; null when it does not
 */
export async function onFreshStage(transcript: Transcript, channel: ChannelName): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-rehearsal-'));
  // What a transcript finds in the database was published when it begins.
  const begins = transcript.steps.find((step) => step.kind === 'clock')?.iso ?? '';
  const env = {
    ...process.env,
    YIBO_CLOCK: begins,
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_BASE_URL: '',
    NODE_ENV: '',
    WECHATY_PUPPET: '',
    LOG_LEVEL: 'error',
    // What is said is heard, whatever this machine's service is told.
    PHONE_SPEECH: 'on',
    DATABASE_URL: `sqlite:${join(folder, 'rehearsal.db')}`,
  };
  const service = await startService(env, { entropySeed: transcript.title });
  try {
    const stage = stageOf(service);
    const departure = await rehearse(transcript, channel, stage);
    return departure && describeDeparture(departure);
  } finally {
    await service.close();
    rmSync(folder, { recursive: true });
  }
}

/** Where a transcript is rehearsed: a running service, whose records and notice it may change. */
export function stageOf(service: RunningService): Stage {
  return {
    ...service,
    changeRecord: (change, at) => changeOnStage(service.store, change, at),
    async setNotice(words, since) {
      await service.store.notices.set(words === null ? null : { words, since, until: null });
      await service.notices.refresh();
    },
  };
}

function read(file: string): readonly Transcript[] {
  try {
    return parseTranscripts(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof TranscriptRefused) for (const problem of error.problems) console.error(problem);
    else explain('rehearse', error);
    process.exitCode = 1;
    return [];
  }
}
