import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Content } from '../domain/content/content.js';
import type { Understander } from '../understanding/deciding/understander.js';
import { examplesOf } from '../understanding/deciding/understandings.js';
import { answersWorseThan, type Baseline, baselineOf, worseThan } from '../understanding/evaluation/baseline.js';
import { crossValidate, guessOf } from '../understanding/evaluation/cross-validate.js';
import { evaluate, type Guess } from '../understanding/evaluation/evaluate.js';
import { withHomophones } from '../understanding/evaluation/homophones.js';
import { quantile } from '../understanding/evaluation/metrics.js';
import { missedOf } from '../understanding/evaluation/missed.js';
import type { Question } from '../understanding/evaluation/questions.js';
import { reliabilityPlot } from '../understanding/evaluation/reliability-plot.js';
import { asSpoken } from '../understanding/evaluation/spoken.js';
import { contentIn, understanderOf } from './content-here.js';
import { answersBaselineOf, answersInWords, answersTo } from './evaluate-answers.js';
import { playThreads, threadsInWords } from './evaluate-threads.js';
import { evaluationInWords, lossInWords, missesInWords } from './evaluation-in-words.js';
import { explain, UsageError } from './explain.js';
import { progressLine } from './progress-line.js';
import { acceptedBaseline, answersFile, baselineFile, questionsIn, standardFiles } from './standard-questions.js';

interface EvaluateFlags {
  readonly homophones?: string;
  readonly speech?: boolean;
  readonly plot?: string;
  readonly crossValidate?: boolean;
  readonly answers?: string | true;
  readonly threads?: string;
  readonly misses?: boolean;
  readonly accept?: boolean;
}

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
    .option('--speech', 'as a recogniser writes it: fillers, no signs, numbers in words, one character of ten misheard')
    .option('--plot <file>', 'draw the reliability of the probabilities as SVG')
    .option(
      '--answers [file]',
      'measure what is answered instead (else the questions of data/evaluation/answers.jsonl)',
    )
    .option('--threads <folder>', 'measure chats whose last message means something by what was said before')
    .option('--misses', 'list every question that was not served rightly')
    .option('--accept', 'what was measured becomes what later changes are held to')
    .action(async (files: string[], flags: EvaluateFlags) => {
      process.exitCode = await run(files, flags).catch((error: unknown) => explain('evaluate', error));
    });
}

async function run(files: readonly string[], flags: EvaluateFlags): Promise<number> {
  if (flags.threads !== undefined) {
    say(threadsInWords(await playThreads(flags.threads), flags.misses === true));
    return 0;
  }
  if (flags.answers !== undefined) return answers(flags.answers, flags);
  const content = contentIn();
  const isChanged = flags.homophones !== undefined || flags.speech === true;
  const isStandard = files.length === 0 && !flags.crossValidate && !isChanged;
  if (flags.crossValidate && (files.length > 0 || isChanged)) {
    throw new UsageError(
      '--cross-validate takes the sayings themselves: neither files nor --homophones nor --speech go with it.',
    );
  }
  if (flags.accept && !isStandard) throw new UsageError('--accept goes with the questions of data/evaluation/ alone.');
  const { questions, guesses, took } = flags.crossValidate
    ? await ownSayings(content)
    : await fromFiles(files, content, flags);
  const evaluation = evaluate(questions, guesses, content.intents);
  say(evaluationInWords(evaluation, questions.length));
  if (took.length > 0)
    say(`a whole understanding: p50 ${quantile(took, 0.5).toFixed(2)} ms, p99 ${quantile(took, 0.99).toFixed(2)} ms`);
  if (isChanged) {
    const plain = await fromFiles(files, content, {});
    say(`\n${lossInWords(evaluate(plain.questions, plain.guesses, content.intents), evaluation)}`);
  }
  const missed = missedOf(questions, guesses);
  if (flags.misses) say(missesInWords(missed));
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
  const progress = progressLine('training', process.stderr, undefined, 'models');
  const show = (done: number, of: number) => progress.show({ share: done / of, rows: done });
  try {
    return { ...(await crossValidate(content, examplesOf(content), show)), took: [] };
  } finally {
    progress.end();
  }
}

async function fromFiles(files: readonly string[], content: Content, flags: EvaluateFlags): Promise<Guessed> {
  const read = questionsIn(files.length > 0 ? files : standardFiles(), content);
  const understander = await understanderOf(content);
  const questions = changed(read, content, understander, flags);
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

/** The questions as they are, or as they come out of a recogniser. */
function changed(read: Question[], content: Content, { model }: Understander, flags: EvaluateFlags): Question[] {
  const { homophones, speech } = flags;
  if (homophones === undefined && !speech) return read;
  const common = content.intents.flatMap(({ sayings }) => sayings).join('');
  const spoken = read.map(({ text }) => text);
  const misheard =
    homophones === undefined ? spoken : withHomophones(spoken, shareNamed(homophones), common, model.characters);
  const texts = speech ? asSpoken(misheard, common, model.characters) : misheard;
  return read.map((question, place) => ({ ...question, text: texts[place] ?? question.text }));
}

function shareNamed(text: string): number {
  const share = Number(text);
  if (text !== '' && share >= 0 && share <= 1) return share;
  throw new UsageError(`--homophones "${text}" is no share. Write a number from 0 to 1, such as 0.3.`);
}

/** @returns 1 when something has got worse since the last time somebody accepted what was measured */
function compare(now: Baseline, accept: boolean): number {
  const before = acceptedBaseline();
  const worse = before ? worseThan(before, now) : ['nothing has been accepted yet'];
  const answered = before?.answers ? { answers: before.answers } : {};
  return judged(worse, before !== null, accept ? { ...now, ...answered } : null);
}

/** Measures answers; those to the standard questions are compared with what was last accepted. */
async function answers(named: string | true, { misses = false, accept = false }: EvaluateFlags): Promise<number> {
  const isStandard = named === true;
  if (accept && !isStandard) throw new UsageError('--accept goes with the questions of data/evaluation/ alone.');
  const answered = await answersTo(isStandard ? answersFile() : named);
  say(answersInWords(answered, misses));
  if (!isStandard) return 0;
  const now = answersBaselineOf(answered);
  const before = acceptedBaseline();
  const worse = before?.answers ? answersWorseThan(before.answers, now) : ['nothing has been accepted yet'];
  if (accept && before === null) throw new UsageError('Accept what is understood first: yibo evaluate --accept.');
  return judged(worse, before?.answers !== undefined, accept && before ? { ...before, answers: now } : null);
}

/** @param accepted becomes what later changes are held to; null: nothing does */
function judged(worse: readonly string[], isCompared: boolean, accepted: Baseline | null): number {
  for (const one of worse) process.stderr.write(`${isCompared ? 'worse: ' : ''}${one}\n`);
  if (accepted) {
    writeFileSync(baselineFile(), `${JSON.stringify(accepted, null, 2)}\n`);
    say('accepted: later changes are held to this');
    return 0;
  }
  if (worse.length > 0) process.stderr.write('Mend the sayings, or take this as what is meant with --accept.\n');
  else say('not worse than what was accepted');
  return worse.length > 0 ? 1 : 0;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
