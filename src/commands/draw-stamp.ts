import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { stampDraw, stampRequestOf } from '../draws/protocol/stamp-draw.js';
import { shownTime, UsageError, withStore } from './with-store.js';

interface Flags {
  readonly request?: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** Adds `yibo draw stamp`: a time stamp from outside (时间戳, RFC 3161) over a seal. */
export function addStampCommand(draw: Command): void {
  draw
    .command('stamp')
    .description('have the seal of a draw stamped by a time-stamp authority (时间戳), before its round')
    .argument('<number>', 'such as TJ2026-CC-0001')
    .option('--request <file>', 'write what the authority is asked with, a TimeStampReq in DER')
    .option('--token <file>', 'take what it answered, a TimeStampResp or its token in DER; the first stays')
    .option('--json', 'for machines')
    .action(async (no: string, { request, token, json = false }: Flags) => {
      process.exitCode = await withStore(
        'draw stamp',
        async ({ draws }) => {
          if ((request === undefined) === (token === undefined))
            throw new UsageError('say --request FILE to ask for a time stamp, or --token FILE to keep one.');
          if (request !== undefined) {
            await writeFile(request, await stampRequestOf(no, { draws }));
            process.stdout.write(json ? `${JSON.stringify({ draw: no, request })}\n` : asked(no, request));
            return 0;
          }
          const { imprint, at } = await stampDraw(no, await readFile(token ?? ''), { draws });
          const words = `Kept a time stamp of ${shownTime(at * 1000)} over the seal of ${no}.\nWhose it is, openssl says: docs/draws.md, "The bundle".\n`;
          process.stdout.write(json ? `${JSON.stringify({ draw: no, imprint, at })}\n` : words);
          return 0;
        },
        { mustExist: true, writes: request ?? null },
      );
    });
}

function asked(no: string, file: string): string {
  return `Wrote ${file}. Send it to an authority, with Content-Type: application/timestamp-query; then: npx yibo draw stamp ${no} --token ANSWER\n`;
}
