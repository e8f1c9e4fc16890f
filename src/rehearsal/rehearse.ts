import { type Captured, fits, insert, NotCaptured } from './match.js';
import { CannotPerform, type Performer, performerFor } from './perform.js';
import type { Stage } from './stage.js';
import { withStickers } from './sticker-change.js';
import type { ChannelName, Step, Transcript, Who } from './transcript.js';

/** Where a rehearsal parted from its transcript. */
export interface Departure {
  readonly transcript: Transcript;
  readonly channel: ChannelName;
  readonly line: number;
  readonly expected: string;
  readonly got: string;
}

/**
 * Plays a transcript on one channel against a service.
 * @param performer plays the people instead of the channel's own stand-in
 * @returns where it departs; nothing when it does not
 */
export async function rehearse(
  transcript: Transcript,
  channel: ChannelName,
  stage: Stage,
  performer: Performer | null = null,
): Promise<Departure | null> {
  const captured: Captured = new Map();
  let clockAt = Date.now();
  const perform = performer ?? performerFor(channel, stage, () => clockAt++);
  const steps = transcript.steps.filter((step) => !('on' in step) || step.on.includes(channel));
  const departure = (line: number, expected: string, got: string): Departure => {
    return { transcript, channel, line, expected, got };
  };
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'clock') {
      stage.setClock(step.iso);
      clockAt = Date.parse(step.iso);
    }
    if (step.kind === 'notice') await stage.setNotice(step.notice, step.of, clockAt);
    if (step.kind === 'draw') await stage.changeDraw(step.change, clockAt);
    if (step.kind === 'sticker') await stage.changeSticker(step.change, clockAt);
    if (step.kind === 'change') {
      try {
        await stage.changeRecord(step.change, clockAt);
      } catch (error) {
        return departure(step.line, `(the record is ${step.change.what})`, String(error));
      }
    }
    if (step.kind !== 'input') continue;
    let got: Awaited<ReturnType<Performer>>;
    try {
      got = await perform(await withStickers(insert(step.words, captured), stage), step.who);
    } catch (error) {
      const reason =
        error instanceof CannotPerform || error instanceof NotCaptured
          ? error.message
          : `the provider refuses: ${String(error)}`;
      return departure(step.line, `(an answer to "${step.words}")`, reason);
    }
    for (const [who, answers] of answersAfter(steps, index)) {
      const expected = answers.map(({ words }) => words).join('\n');
      const heard = typeof got === 'string' ? got : got(who);
      if (!fits(expected, heard, captured)) return departure(answers[0]?.line ?? step.line, expected, heard);
    }
  }
  return null;
}

type Expectation = Extract<Step, { kind: 'answer' }>;

/** The expectations that follow an input directly, by whose they are. */
function answersAfter(steps: readonly Step[], index: number): ReadonlyMap<Who, readonly Expectation[]> {
  const answers = new Map<Who, Expectation[]>();
  for (const step of steps.slice(index + 1)) {
    if (step.kind !== 'answer') break;
    answers.set(step.who, [...(answers.get(step.who) ?? []), step]);
  }
  return answers;
}

/** @returns a departure for people: what was expected, what came */
export function describeDeparture({ transcript, channel, line, expected, got }: Departure): string {
  const indent = (text: string): string => text.split('\n').join('\n             ');
  return [
    `${transcript.file}:${line}  ${transcript.title} (${channel})`,
    `  expected   ${indent(expected)}`,
    `  got        ${indent(got === '' ? '(nothing)' : got)}`,
  ].join('\n');
}
