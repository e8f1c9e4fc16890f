import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parseTranscripts } from '../rehearsal/parse-transcripts.js';
import { type Transcript, TranscriptRefused } from '../rehearsal/transcript.js';
import { explain } from './explain.js';
import { firstStarts, onFreshStage } from './fresh-stage.js';

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
      process.once('exit', () => firstStarts.remove());
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
