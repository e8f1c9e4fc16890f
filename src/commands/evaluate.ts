import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Content } from '../domain/content/content.js';
import type { Understander } from '../understanding/deciding/understander.js';
import { examplesOf } from '../understanding/deciding/understandings.js';
import { type Baseline, baselineOf, worseThan } from '../understanding/evaluation/baseline.js';
import { crossValidate, guessOf } from '../understanding/evaluation/cross-validate.js';
import { type Evaluation, evaluate, type Guess } from '../understanding/evaluation/evaluate.js';
import { withHomophones } from '../understanding/evaluation/homophones.js';
import { quantile, type Share } from '../understanding/evaluation/metrics.js';
import { type Missed, missedOf } from '../understanding/evaluation/missed.js';
import type { Question } from '../understanding/evaluation/questions.js';
import { reliabilityPlot } from '../understanding/evaluation/reliability-plot.js';
import { contentIn, understanderOf } from './content-here.js';
import { answersInWords, answersTo } from './evaluate-answers.js';
import { playThreads, threadsInWords } from './evaluate-threads.js';
import { explain, UsageError } from './explain.js';
import { progressLine } from './progress-line.js';
import { acceptedBaseline, baselineFile, questionsIn, standardFiles } from './standard-questions.js';
import { table } from './with-store.js';

interface EvaluateFlags {
  readonly homophones?: string;
  readonly plot?: string;
  readonly crossValidate?: boolean;
  readonly misses?: boolean;
  readonly accept?: boolean;
  readonly answers?: string;
  readonly threads?: string;
}

const confusionsShown = 12;

/** Adds `yibo evaluate`. Exit: 0 measured, and not worse than what was accepted; 1 worse, or refused input; 2 wrong usage. */
export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('measure how well questions are understood that nothing was trained on')
    .argument('[files...]', 'JSON Lines: {"text": "…", "intent": "pet-entry"} (else those of data/evaluation/)')
    .option(
      '--cross-validate',
      "the project's own sayings instead, each by a model that knows no near-copy of it (a minute)",
    )
    .option('--homophones <share>', 'replace this share of the characters by others that sound the same, such as 0.3')
    .option('--plot <file>', 'draw the reliability of the probabilities as SVG')
    .option(
      '--answers <file>',
      'measure what is answered, not what is understood: {"text": "…", "intent": "…", "tells": ["…"]}',
    )
    .option('--threads <folder>', 'measure messages that mean something only by what was said before')
    .option('--misses', 'list every question that was not served rightly')
    .option('--accept', 'what was measured becomes what later changes are held to')
    .action(async (files: string[], flags: EvaluateFlags) => {
      process.exitCode = await run(files, flags).catch((error: unknown) => explain('evaluate', error));
    });
}

async function run(files: readonly string[], flags: EvaluateFlags): Promise<number> {
  const { answers, threads, misses = false } = flags;
  if (answers !== undefined || threads !== undefined) {
    if (answers !== undefined) say(answersInWords(await answersTo(answers), misses));
    if (threads !== undefined) say(threadsInWords(await playThreads(threads), misses));
    return 0;
  }
  const content = contentIn();
  const isStandard = files.length === 0 && !flags.crossValidate && flags.homophones === undefined;
  if (flags.crossValidate && (files.length > 0 || flags.homophones !== undefined)) {
    throw new UsageError('--cross-validate takes the sayings themselves: neither files nor --homophones go with it.');
  }
  if (flags.accept && !isStandard) throw new UsageError('--accept goes with the questions of data/evaluation/ alone.');
  const { questions, guesses, took } = flags.crossValidate
    ? await ownSayings(content)
    : await fromFiles(files, content, flags);
  const evaluation = evaluate(questions, guesses, content.intents);
  tell(evaluation, questions.length);
  if (took.length > 0)
    say(`a whole understanding: p50 ${quantile(took, 0.5).toFixed(2)} ms, p99 ${quantile(took, 0.99).toFixed(2)} ms`);
  const missed = missedOf(questions, guesses);
  if (flags.misses) tellMisses(missed);
  if (flags.plot !== undefined)
    writeFileSync(flags.plot, reliabilityPlot(evaluation.bins, evaluation.calibrationError));
  return isStandard ? compare(baselineOf(evaluation, missed), flags.accept === true) : 0;
}

interface Guessed {
  readonly questions: readonly Question[];
  readonly guesses: readonly Guess[];
  /** How long each took, in ms. */
  readonly took: readonly number[];
}

async function ownSayings(content: Content): Promise<Guessed> {
  const progress = progressLine('training', process.stderr);
  const show = (done: number, of: number) => progress.show({ share: done / of, rows: done });
  try {
    return { ...(await crossValidate(content, examplesOf(content), show)), took: [] };
  } finally {
    progress.end();
  }
}

async function fromFiles(files: readonly string[], content: Content, { homophones }: EvaluateFlags): Promise<Guessed> {
  const read = questionsIn(files.length > 0 ? files : standardFiles(), content);
  const understander = await understanderOf(content);
  const questions = homophones === undefined ? read : misheard(read, shareNamed(homophones), content, understander);
  const guesses: Guess[] = [];
  const took: number[] = [];
  // A service is warm after its first callers.
  for (const { text } of questions.slice(0, 200)) understander.understand(text);
  for (const { text } of questions) {
    const startedAt = performance.now();
    guesses.push(guessOf(understander.understand(text)));
    took.push(performance.now() - startedAt);
  }
  return { questions, guesses, took };
}

function misheard(read: readonly Question[], share: number, content: Content, { model }: Understander): Question[] {
  const common = content.intents.flatMap(({ sayings }) => sayings).join('');
  const texts = withHomophones(
    read.map(({ text }) => text),
    share,
    common,
    model.characters,
  );
  return read.map((question, place) => ({ ...question, text: texts[place] ?? question.text }));
}

function shareNamed(text: string): number {
  const share = Number(text);
  if (text !== '' && share >= 0 && share <= 1) return share;
  throw new UsageError(`--homophones "${text}" is no share. Write a number from 0 to 1, such as 0.3.`);
}

function tell(evaluation: Evaluation, count: number): void {
  const { byCategory, rejection, calibrationError } = evaluation;
  say(`${count} questions\n`);
  const rows: [string, Share][] = [
    ['the right intent is the likeliest', evaluation.intent],
    ['the right category is the likeliest', evaluation.category],
    ['answered as if understood', evaluation.answered],
    ['  and in the right category', evaluation.answeredRight],
    ['asked back, with the right one offered', evaluation.offeredRight],
    ['near questions not answered as if understood', evaluation.near],
    ['far questions not answered as if understood', evaluation.far],
    ['served rightly, of all', evaluation.served],
  ];
  const known = rows.filter(([, { of }]) => of > 0);
  say(table([['what', 'share', '95% interval', 'of'], ...known.map(([name, share]) => [name, ...shown(share)])]));
  say(
    `macro-F1 over categories ${percent(evaluation.macroF1)}, expected calibration error ${percent(calibrationError)}\n`,
  );
  say(
    table([
      ['category', 'right', '95% interval', 'of'],
      ...[...byCategory].map(([name, share]) => [name, ...shown(share)]),
    ]),
  );
  const confused = evaluation.confusions.slice(0, confusionsShown);
  if (confused.length > 0) {
    say(
      table([
        ['taken for', 'instead of', 'times'],
        ...confused.map(({ said, right, times }) => [said, right, String(times)]),
      ]),
    );
  }
  if (evaluation.near.of + evaluation.far.of > 0) {
    const head = ["of the bureau's kept", 'near kept out', 'far kept out'];
    say(table([head, ...rejection.map(({ kept, near, far }) => [percent(kept), percent(near), percent(far)])]));
  }
}

function tellMisses(missed: readonly Missed[]): void {
  const rows = missed.map(({ band, takenFor, insteadOf, text }) => [band, takenFor, insteadOf, text]);
  say(table([['band', 'taken for', 'instead of', 'text'], ...rows]));
}

/** @returns 1 when something has got worse since the last time somebody accepted what was measured */
function compare(now: Baseline, accept: boolean): number {
  const before = acceptedBaseline();
  const worse = before ? worseThan(before, now) : ['nothing has been accepted yet'];
  for (const one of worse) process.stderr.write(`${before ? 'worse: ' : ''}${one}\n`);
  if (accept) {
    writeFileSync(baselineFile(), `${JSON.stringify(now, null, 2)}\n`);
    say('accepted: later changes are held to this');
    return 0;
  }
  if (worse.length > 0) process.stderr.write('Mend the sayings, or take this as what is meant with --accept.\n');
  else say('not worse than what was accepted');
  return worse.length > 0 ? 1 : 0;
}

function shown(share: Share): string[] {
  const { hits, of, low, high } = share;
  return [percent(of === 0 ? 0 : hits / of), `${percent(low)} to ${percent(high)}`, String(of)];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
