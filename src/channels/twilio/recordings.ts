import { SoundGone, SoundMissing } from '../../domain/recordings/errors.js';
import type { Sound, SoundSource } from '../../domain/recordings/recording.js';
import { askTwilio, type TwilioAccount } from './rest.js';

const timeoutMs = 30_000;
/** Two minutes of a telephone's sound are two megabytes at most. */
const maxBytes = 8 * 1024 * 1024;

/** Twilio's own, also in other regions: `api.dublin.ie1.twilio.com`. */
const twilioHost = /^api(?:\.[a-z0-9-]+){0,2}\.twilio\.com$/;

/** What a sound begins with, by what it says it is. */
const beginnings: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'audio/mpeg': (bytes) =>
    bytes.toString('latin1', 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0),
  'audio/wav': isWave,
  'audio/x-wav': isWave,
};

/**
 * Recordings as Twilio has them. The account's password goes to Twilio's own addresses, and to the one of `TWILIO_API_BASE`, and nowhere else:
 * a redirection is not followed.
 */
export class TwilioRecordings implements SoundSource {
  constructor(private readonly settings: TwilioAccount & { readonly apiBase: string }) {}

  async fetch(url: string): Promise<Sound> {
    const response = await askTwilio(this.settings, this.addressOf(url), {
      headers: { Accept: 'audio/mpeg' },
      timeoutMs,
    });
    if (response.ok) return soundOf(response);
    await response.body?.cancel();
    const { status } = response;
    if (status === 404 || status === 410) throw new SoundMissing(`Twilio has no such recording (${status})`);
    if (status >= 300 && status < 400)
      throw new SoundGone(`Twilio leads elsewhere (${status}), where we do not follow`);
    throw new Error(`Twilio answered ${status}`);
  }

  /** @returns where its mp3 is: a tenth of the wav. @throws SoundGone for what is none of Twilio's */
  private addressOf(url: string): URL {
    const base = new URL(this.settings.apiBase);
    const asked = URL.canParse(url) ? new URL(url) : null;
    const isOwn = asked?.protocol === 'https:' && asked.port === '' && twilioHost.test(asked.hostname);
    if (!asked || !(isOwn || asked.origin === base.origin)) throw new SoundGone("it is not at an address of Twilio's");
    const address = new URL(asked.pathname.replace(/(?:\.(?:wav|mp3))?$/, '.mp3'), asked.origin);
    // Where the base is another, a test's or a proxy's, everything goes there.
    return isOwn && !twilioHost.test(base.hostname) ? new URL(address.pathname, base.origin) : address;
  }
}

async function soundOf(response: Response): Promise<Sound> {
  const type = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const begins = Object.hasOwn(beginnings, type) ? beginnings[type] : undefined;
  if (!begins) {
    await response.body?.cancel();
    throw new SoundGone(`it is no sound, but "${type.slice(0, 60)}"`);
  }
  const bytes = await upTo(maxBytes, response);
  if (!begins(bytes)) throw new SoundGone(`it says that it is ${type}, and is not`);
  return { type, bytes };
}

/** A length that is told may be another than what comes. */
async function upTo(most: number, { body }: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body ?? []) {
    length += piece.length;
    // Leaving the loop ends the connection.
    if (length > most) throw new SoundGone(`it has more than ${most / 1024 / 1024} MB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function isWave(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE';
}
