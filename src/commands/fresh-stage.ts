import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RunningService, startService } from '../main.js';
import { AskedExchange } from '../rehearsal/asked-exchange.js';
import { describeDeparture, rehearse } from '../rehearsal/rehearse.js';
import type { Stage } from '../rehearsal/stage.js';
import { type ChannelName, canBeAsked, type Transcript } from '../rehearsal/transcript.js';
import { installation } from '../service/installation.js';
import { changeOnStage } from './change-on-stage.js';
import { changeDrawOnStage } from './draws-on-stage.js';
import { FirstStarts } from './first-starts.js';
import { changeStickersOnStage, stickerOnStage } from './stickers-on-stage.js';

/** The hotline's number, from which people are called back in a transcript. */
const callerId = '+862265661890';
/** What rehearsals start on. Whoever has rehearsed takes it away. */
export const firstStarts = new FirstStarts();

/**
 * Rehearses with a service and a database of its own, and chance that is always the same.
 * @returns where it departs, in words; null when it does not
 */
export async function onFreshStage(transcript: Transcript, channel: ChannelName): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-rehearsal-'));
  const asked = canBeAsked(transcript) ? await AskedExchange.open() : null;
  // What a transcript finds in the database was published when it begins.
  const begins = transcript.steps.find((step) => step.kind === 'clock')?.iso ?? '';
  const envIn = (place: string) => ({
    ...process.env,
    YIBO_CLOCK: begins,
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_BASE_URL: asked === null ? '' : 'https://hotline.example',
    NODE_ENV: '',
    WECHATY_PUPPET: '',
    LOG_LEVEL: 'error',
    // What is said is heard, whatever this machine's service is told.
    PHONE_SPEECH: 'on',
    ...(asked && { TWILIO_API_BASE: asked.origin, TWILIO_CALLER_ID: callerId }),
    DATABASE_URL: `sqlite:${join(place, 'rehearsal.db')}`,
  });
  // On telephones time passes as something is said, rings or is waited for, and not as fast as this machine is.
  const time = channel === 'phone' ? { realTime: standingTime } : {};
  const own = { ...withContent(transcript, folder), ...time };
  const startOnce = async (place: string) => (await startService(envIn(place), { entropySeed: begins })).close();
  // Content of its own may say other things of the records, too.
  if (!('root' in own)) await firstStarts.copyInto(folder, begins, startOnce);
  const service = await startService(envIn(folder), { entropySeed: transcript.title, ...own });
  try {
    const departure = await rehearse(transcript, channel, stageOf(service, asked));
    return departure && describeDeparture(departure);
  } finally {
    await service.close();
    asked?.close();
    rmSync(folder, { recursive: true });
  }
}

const startedAt = Date.now();
const standingTime = (): number => startedAt;

/** @returns the content of a transcript that has its own: the installation's, and what stands above it */
function withContent({ steps, file }: Transcript, folder: string): { readonly root?: string } {
  const own = steps.find((step) => step.kind === 'content');
  if (!own) return {};
  const root = join(folder, 'content');
  for (const part of ['menus', 'intents', 'data'])
    cpSync(join(installation().root, part), join(root, part), { recursive: true });
  cpSync(join(dirname(file), 'content', own.folder), root, { recursive: true });
  return { root };
}

/** Where a transcript is rehearsed: a running service, whose records and notice it may change. */
export function stageOf(service: RunningService, asked: AskedExchange | null): Stage {
  return {
    ...service,
    asked,
    async catchUp() {
      for (const duty of ['callbacks', 'fetch-waiting']) await service.catchUp(duty);
    },
    changeRecord: (change, at) => changeOnStage(service.store, change, at),
    stickerOf: (code) => stickerOnStage(service, code),
    changeSticker: (change, at) => changeStickersOnStage(service, change, at),
    changeDraw: (change, at) => changeDrawOnStage(service, change, at),
    async setNotice(words, line, since) {
      const { notices } = service.store;
      await (words === null ? notices.remove(line) : notices.set({ line, words, since, until: null }));
      await service.notices.refresh();
    },
  };
}
