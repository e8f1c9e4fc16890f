import { createCipheriv, createDecipheriv, randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../../domain/time/clock.js';
import { type Html, html } from '../shell/html.js';

/** Whether a code was right. `over`: its time is over, it was tried before, or it is another form's. */
export type CodeVerdict = 'right' | 'wrong' | 'over';

/** The code against guessing (验证码) of a form: it asks whether a person is there before anything is looked for. */
export interface FormCode {
  /** @param target the form that it is for @returns what the form carries along */
  fresh(target: string): Promise<string>;
  /** Tries a code, which uses it up, right or wrong. @param typed as somebody wrote it */
  check(target: string, id: string, typed: string): Promise<CodeVerdict>;
  /** How it is shown, above the field that it is typed into. */
  shown(id: string): Html;
}

const digits = 4;
const lifeMs = 5 * 60_000;
/** So many that were tried are remembered; one that is older has ended long ago. */
const mostTried = 10_000;

/** A code whose digits are written in the page, as a chat writes them: it keeps no machine out, and counting does. */
export class WrittenCode implements FormCode {
  private readonly key = randomBytes(32);
  private readonly tried = new Set<string>();

  constructor(private readonly clock: Clock) {}

  async fresh(target: string): Promise<string> {
    const code = String(randomInt(10 ** digits)).padStart(digits, '0');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = cipher.update(JSON.stringify([code, target, this.clock.now() + lifeMs]));
    return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  async check(target: string, id: string, typed: string): Promise<CodeVerdict> {
    const [code, of, endsAt] = this.open(id) ?? ['', '', 0];
    if (of !== target || endsAt <= this.clock.now() || this.tried.has(id)) return 'over';
    if (this.tried.size >= mostTried) this.tried.clear();
    this.tried.add(id);
    return typed.normalize('NFKC').replace(/[\s-]/g, '') === code ? 'right' : 'wrong';
  }

  shown(id: string): Html {
    const [code = ''] = this.open(id) ?? [];
    return html`<p>请照着填：<span class="code">${[...code].map((digit) => html`<span>${digit}</span>`)}</span></p>`;
  }

  private open(id: string): readonly [code: string, target: string, endsAt: number] | null {
    const bytes = Buffer.from(id, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      return JSON.parse(`${decipher.update(bytes.subarray(12, -16))}${decipher.final()}`);
    } catch {
      return null;
    }
  }
}
