import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { KeptDraw } from '../domain/draws/kept-draw.js';
import type { Json } from '../domain/proofs/canonical-json.js';
import { addReceipt } from '../draws/protocol/add-receipt.js';
import { askRelays, signatureIn } from '../draws/protocol/ask-relays.js';
import { revealDraw } from '../draws/protocol/reveal-draw.js';
import { type AskBeacon, keepRound, runDraw } from '../draws/protocol/run-draw.js';
import { loadConfig } from '../service/config.js';
import { fieldGiven } from './draw-seal.js';
import { jsonIn } from './json-in.js';
import { UsageError, withStore } from './with-store.js';

interface RunFlags {
  readonly signature?: string;
  readonly beaconFile?: string;
  readonly arrival?: boolean;
  readonly json?: boolean;
}

/** Adds `yibo draw run`, `reveal` and `receipt`: each does its step once, however often it is typed. */
export function addStepCommands(draw: Command): void {
  addRun(draw);
  draw
    .command('reveal')
    .description('reveal the code of a sealed draw, by its time: from then on anybody computes what came out')
    .argument('<number>', 'such as TJ2026-CC-0001')
    .option('--json', 'for machines')
    .action(async (no: string, { json = false }: RunFlags) => {
      process.exitCode = await withStore(
        'draw reveal',
        async ({ draws }, now) => tell(await revealDraw(no, { draws, now }), json),
        { mustExist: true },
      );
    });
  addReceiptCommand(draw);
}

function addRun(draw: Command): void {
  draw
    .command('run')
    .description(
      'take the round that the seal waits for, and draw; killed or typed again, it goes on from where it stood',
    )
    .argument('<number>', 'such as TJ2026-CC-0001')
    .option(
      '--signature <hex>',
      'the signature of the round, 96 hexadecimal digits; without it DRAW_BEACON_URLS are asked',
    )
    .option('--beacon-file <file>', 'a relay\'s answer, saved as JSON; "-" reads what is piped in')
    .option('--arrival', 'take the round of the last arrival (frozen meat); then: receipt NUMBER drawn')
    .option('--json', 'for machines')
    .action(async (no: string, flags: RunFlags) => {
      const { json = false, arrival = false } = flags;
      process.exitCode = await withStore(
        'draw run',
        async ({ draws }, now) => {
          const askBeacon = await beaconFrom(flags);
          if (!arrival) return tell(await runDraw(no, { draws, now, askBeacon }), json);
          const last = (await draws.receipts(no)).at(-1);
          if (last?.kind !== 'arrival') throw new UsageError(`the last receipt of ${no} is no arrival.`);
          const { round } = JSON.parse(last.receipt) as { readonly round: number };
          await keepRound(no, round, { draws, now, askBeacon });
          process.stdout.write(
            json
              ? `${JSON.stringify({ draw: no, round })}\n`
              : `Kept round ${round} of ${no}. Then: npx yibo draw receipt ${no} drawn\n`,
          );
          return 0;
        },
        { mustExist: true },
      );
    });
}

async function beaconFrom({ signature, beaconFile }: RunFlags): Promise<AskBeacon> {
  const given = beaconFile === undefined ? signature?.toLowerCase() : signatureIn(await jsonIn(beaconFile));
  if (given === null) throw new UsageError(`${beaconFile} holds no signature.`);
  if (given !== undefined) return async () => given;
  return askRelays(loadConfig(process.env).drawBeacons, fetch);
}

interface ReceiptFlags {
  readonly fact: Readonly<Record<string, Json>>;
  readonly json?: boolean;
}

function addReceiptCommand(draw: Command): void {
  draw
    .command('receipt')
    .description('put on record what happened in a draw: never an edit, a link more in its chain')
    .argument('<number>', 'such as TJ2026-CC-0001')
    .argument('<kind>', 'not-inspectable, late, manual, substitute, arrival, drawn, pairs, zones, declared', kindGiven)
    .option(
      '--fact <name=value>',
      'what is said; what follows from the draw is computed. May be said again',
      fieldGiven,
      {},
    )
    .option('--json', 'for machines')
    .action(async (no: string, kind: string, { fact, json = false }: ReceiptFlags) => {
      process.exitCode = await withStore(
        'draw receipt',
        async ({ draws }, now) => {
          const newNonce = () => randomBytes(16).toString('hex');
          const receipt = await addReceipt(no, kind, fact, { draws, now, newNonce });
          const facts = Object.entries(receipt).filter(([name]) => !['n', 'kind', 'previous', 'hash'].includes(name));
          const words = facts
            .map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}\n`)
            .join('');
          process.stdout.write(
            json
              ? `${JSON.stringify(receipt, null, 2)}\n`
              : `Receipt ${receipt.n} of ${no}, ${kind}: ${receipt.hash}\n${words}`,
          );
          return 0;
        },
        { mustExist: true },
      );
    });
}

function tell({ no, state, result, mode }: KeptDraw, json: boolean): number {
  if (json)
    process.stdout.write(
      `${JSON.stringify({ draw: no, state, result: result === null ? null : JSON.parse(result) }, null, 2)}\n`,
    );
  else {
    const after = {
      void: 'Its code was not revealed in time. It is counted, and the next seal of its system names it.',
      drawn:
        mode === 'sealed'
          ? `Nobody else is told yet. Then: npx yibo draw reveal ${no}`
          : `See npx yibo draw show ${no}`,
      revealed: `See npx yibo draw show ${no}`,
      sealed: '',
      out: '',
    }[state];
    process.stdout.write(`${no} is ${state}. ${after}\n`);
  }
  return state === 'void' ? 1 : 0;
}

function kindGiven(text: string): string {
  if (text === 'void')
    throw new InvalidArgumentError('A draw becomes void by itself, when its code is not revealed in time.');
  return text;
}
