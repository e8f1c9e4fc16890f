import type { Challenges } from '../../challenge/challenges.js';
import { pictureSize } from '../../challenge/picture.js';
import { inEnglish } from '../parts/field-list.js';
import { type Phone, phoneLink } from '../parts/phone.js';
import { type Html, html } from '../shell/html.js';
import { anySoundPath, picturePath, soundPath } from './files.js';

/** What the code is called in a form that is sent, and its id on the page. */
export const codeName = 'code';
const challengeName = 'challenge';
const anotherName = 'another';

const missing = '请填验证码，图里和录音里都是那五位数字。';
const faults = {
  wrong: '验证码不对，已经换了一个，请填新的五位数字。',
  over: '验证码过期了，已经换了一个，请填新的五位数字。',
};
const longestTyped = 20;

/** What a form says of its code. */
export interface GivenCode {
  /** The challenge that it was shown. */
  readonly challenge: string;
  readonly typed: string;
  /** Whether another challenge is asked for, and nothing else. */
  readonly wantsAnother: boolean;
}

export function givenCode(form: URLSearchParams): GivenCode {
  const text = (name: string) => form.get(name) ?? '';
  const typed = text(codeName).trim().slice(0, longestTyped);
  return { challenge: text(challengeName), typed, wantsAnother: form.has(anotherName) };
}

/** @returns what to say of a code that was left out; null where there is one to try */
export function missingCode({ typed }: GivenCode): string | null {
  return typed === '' ? missing : null;
}

/**
 * Tries a code, once everything else in the form is as it should be.
 * @returns null where it was right; else what to say of it, beside a challenge that is new
 */
export async function tryCode(challenges: Challenges, target: string, given: GivenCode): Promise<string | null> {
  const verdict = await challenges.check(target, given.challenge, given.typed);
  return verdict === 'right' ? null : faults[verdict];
}

/** A challenge, as it is shown. */
export interface ShownChallenge {
  readonly challenge: string;
  /** What was typed for it. */
  readonly typed: string;
}

/** @returns a new challenge; while one is still good that was not tried, the same with what was typed for it */
export async function challengeFor(
  challenges: Challenges,
  target: string,
  untried: GivenCode | null,
): Promise<ShownChallenge> {
  const isGood = untried !== null && (await challenges.digitsOf(untried.challenge)) !== null;
  return isGood ? untried : { challenge: await challenges.fresh(target), typed: '' };
}

/**
 * The code against guessing (验证码) in a form: a picture, the same as a sound, and where to ring. It is complete without scripts.
 * @param phone the hotline, for whoever can neither see nor hear it
 */
export function challengeField({ challenge, typed }: ShownChallenge, error: string | undefined, phone: Phone): Html {
  const { width, height } = pictureSize;
  const told = [`${codeName}-hint`, error && `${codeName}-error`, `${codeName}-call`].filter((one) => one).join(' ');
  return html`<div class="field challenge${error ? ' refused' : ''}">
<label for="${codeName}">验证码${inEnglish('Verification code')}</label>
<p class="hint" id="${codeName}-hint">图里是五位数字，录音里念的也是这五位（一念作“幺”）。看或者听，填一次就行。</p>
<img class="code-picture" src="${picturePath(challenge)}" width="${width}" height="${height}" alt="验证码图片，里面是五位数字。看不见请听下面的录音。">
<audio controls preload="none" src="${soundPath(challenge)}" aria-label="念验证码的录音"></audio>
<p><a class="touch" href="${anySoundPath(challenge)}" target="_blank" rel="noopener">再听一遍<span class="unseen">验证码，在新窗口里</span></a></p>
${error && html`<p class="error" id="${codeName}-error"><span class="unseen">错误：</span>${error}</p>\n`}<input id="${codeName}" name="${codeName}" type="text" value="${typed}" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="${longestTyped}" aria-describedby="${told}"${error && html` aria-invalid="true"`}>
<input type="hidden" name="${challengeName}" value="${challenge}">
<p class="hint" id="${codeName}-call">看不清也听不清，请拨 ${phoneLink(phone)}，我们帮您查。</p>
</div>`;
}

/**
 * The buttons of a form with a code. The one that sends it comes first, so that the enter key does; the other changes the challenge, and keeps what was typed.
 * @param action where the form is sent to
 */
export function challengeButtons(send: string, action: string): Html {
  return html`<p class="buttons"><button type="submit">${send}</button>
<button class="second" type="submit" name="${anotherName}" value="1" formaction="${action}#${codeName}">换一张<span class="unseen">验证码图片</span></button></p>`;
}
