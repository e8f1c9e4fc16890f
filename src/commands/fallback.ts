import type { Command } from 'commander';
import { fallback } from '../channels/twilio/fallback.js';
import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import { installation } from '../service/installation.js';
import { offered } from '../service/offered.js';

export function addFallbackCommand(program: Command): void {
  program
    .command('fallback')
    .description('print the static TwiML that reaches a person without this service, to be kept elsewhere')
    .action(() => {
      console.log(fallback(loadContent(readContentFiles(installation().root), offered)).body);
    });
}
