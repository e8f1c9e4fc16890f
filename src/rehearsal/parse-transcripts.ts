import { drawChange } from './draw-change.js';
import { recordChange } from './record-change.js';
import { speakerNames, speakerOf } from './speakers.js';
import { stickerChange } from './sticker-change.js';
import { type ChannelName, type Step, type Transcript, TranscriptRefused } from './transcript.js';
import { unheardAnswers } from './unheard-answers.js';

/**
 * Reads a file of transcripts.
 * @throws TranscriptRefused with every problem, as `file:line  what. remedy`
 */
export function parseTranscripts(text: string, file: string): readonly Transcript[] {
  const problems: string[] = [];
  const refuse = (line: number, message: string): void => void problems.push(`${file}:${line}  ${message}`);
  const transcripts: { title: string; line: number; channels: ChannelName[]; steps: Step[] }[] = [];
  if (/^#[^\n]*\s{2,}kind: *\S+\s*$/m.test(text)) {
    refuse(1, 'holds threads, not transcripts. Measure their folder: npx yibo evaluate --threads test/threads.');
    throw new TranscriptRefused(problems);
  }
  text.split(/\r?\n/).forEach((written, index) => {
    const line = index + 1;
    const current = transcripts.at(-1);
    if (written.trim() === '') return;
    if (/^#(?!#)/.test(written)) {
      const heading = /^#\s+(.*?)\s{2,}channels:\s*([a-z, ]+)$/.exec(written.trimEnd());
      const channels = (heading?.[2] ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(isChannel);
      if (!heading || channels.length === 0) {
        refuse(line, 'is no heading. Write "# what happens    channels: phone, wechat".');
      }
      transcripts.push({ title: heading?.[1] ?? written.slice(1).trim(), line, channels, steps: [] });
    } else if (!current)
      refuse(line, 'stands before the first heading. Begin with "# what happens    channels: phone".');
    else if (/^\s/.test(written))
      carryOn(current.steps, written.trim(), () =>
        refuse(line, 'carries on nothing. Begin it with who speaks, such as "line:".'),
      );
    else addStep(current.steps, written, line, (message) => refuse(line, message));
  });
  for (const { steps, line, channels } of transcripts) {
    if (!steps.some(({ kind }) => kind === 'answer'))
      refuse(line, 'expects no answer, so it can never fail. Add what the line says.');
    for (const answer of unheardAnswers(steps, channels)) {
      refuse(
        answer.line,
        `answers nothing on ${answer.channel}. Put it right after a line that says what is done there.`,
      );
    }
  }
  if (transcripts.length === 0) refuse(1, 'has no transcript. Begin with "# what happens    channels: phone".');
  if (problems.length > 0) throw new TranscriptRefused(problems);
  return transcripts.map((transcript) => ({ ...transcript, file }));
}

function isChannel(name: string): name is ChannelName {
  return name === 'phone' || name === 'wechat';
}

/** An indented line belongs to the one above it. */
function carryOn(steps: Step[], words: string, refuse: () => void): void {
  const last = steps.at(-1);
  if (!last || !('words' in last)) refuse();
  else steps[steps.length - 1] = { ...last, words: `${last.words}\n${words}` };
}

/** `(food) 今天停电` is that of a line; `(off)` and `(food) (off)` switch it off. */
function noticeIn(said: string): { readonly notice: string | null; readonly of: string | null } {
  const [, of = null, words = ''] = /^(?:\((?!off\))([a-z-]+)\) *)?(.+)$/su.exec(said) ?? [];
  return { notice: words === '(off)' ? null : words, of };
}

function addStep(steps: Step[], written: string, line: number, refuse: (message: string) => void): void {
  const [, who = '', said = ''] = /^([a-z]+(?: [^\s:]+)?):\s*(.*)$/.exec(written.trimEnd()) ?? [];
  if (who === 'clock') {
    if (Number.isNaN(Date.parse(said)) || !/[+-]\d\d:\d\d$/.test(said)) {
      refuse(`"${said}" is no time. Write 2016-10-21T10:00:00+08:00.`);
    } else steps.push({ kind: 'clock', line, iso: said });
    return;
  }
  if (who === 'content') {
    if (!/^[a-z-]+$/.test(said)) refuse('names no folder. Write the name of one in content/ beside this file.');
    else steps.push({ kind: 'content', line, folder: said });
    return;
  }
  if (who === 'notice') {
    if (said === '') refuse('says nothing. Write the words of the notice, or (off).');
    else steps.push({ kind: 'notice', line, ...noticeIn(said) });
    return;
  }
  if (who === 'draw') {
    const change = drawChange(said);
    if (change === null)
      refuse('is no change of draws. Write "samples", or "on-site is sealed", "… is hidden" or "… is void".');
    else steps.push({ kind: 'draw', line, change });
    return;
  }
  if (who === 'sticker') {
    const change = stickerChange(said);
    if (change === null)
      refuse(
        'is no change of stickers. Write "221865233729 is seen in many places" or "the key is revoked from 2016-10-01".',
      );
    else steps.push({ kind: 'sticker', line, change });
    return;
  }
  if (who === 'corrected' || who === 'withdrawn' || who === 'expired') {
    const change = recordChange(who, said);
    if (typeof change === 'string') refuse(change);
    else steps.push({ kind: 'change', line, change });
    return;
  }
  const speaker = speakerOf(who);
  if (!speaker)
    refuse(
      `nobody here is called "${who || written}". Begin with ${speakerNames.join(':, ')}:, clock:, content:, notice:, draw:, sticker:, corrected:, withdrawn: or expired:.`,
    );
  else if (said === '') refuse('says nothing. Write what is said after the colon.');
  else steps.push({ ...speaker, line, words: said });
}
