import { contentIn, understanderOf } from '../src/commands/content-here.js';
import { questionsIn, standardFiles } from '../src/commands/standard-questions.js';
import { quantile } from '../src/understanding/evaluation/metrics.js';
import { seeded } from '../src/understanding/model/seeded-random.js';

const bars = { p50Ms: 1, p99Ms: 5 };
const strangeCount = 10_000;
/** No message may hold up the others for longer than a bad moment of the machine. */
const slowMs = 100;

/**
 * Measures whole understandings, of questions and of strange messages: from the text to the decision and the answer.
 * @returns whether the bars are met
 */
export async function understandingBench(): Promise<boolean> {
  const content = contentIn();
  const understander = await understanderOf(content);
  const questions = questionsIn(standardFiles(), content).map(({ text }) => text);
  const time = async (texts: readonly string[]): Promise<number[]> => {
    const took: number[] = [];
    for (const text of texts) {
      const startedAt = performance.now();
      understander.understand(text);
      took.push(performance.now() - startedAt);
    }
    return took;
  };
  await time(questions);
  const asked = await time([...questions, ...questions, ...questions]);
  const strange = await time(strangeMessages());
  const [p50, p99] = [quantile(asked, 0.5), quantile(asked, 0.99)];
  const slowest = Math.max(...strange);
  const isMet = p50 <= bars.p50Ms && p99 <= bars.p99Ms && slowest <= slowMs;
  console.log(`understanding of ${asked.length.toLocaleString('en-US')} questions`);
  console.log(`  p50 ${p50.toFixed(2)} ms (bar ${bars.p50Ms}), p99 ${p99.toFixed(2)} ms (bar ${bars.p99Ms})`);
  console.log(
    `  ${strangeCount.toLocaleString('en-US')} strange messages, up to 100 kB: p99 ${quantile(strange, 0.99).toFixed(2)} ms, ` +
      `the slowest ${slowest.toFixed(0)} ms (bar ${slowMs})  ${isMet ? 'met' : 'NOT met'}\n`,
  );
  return isMet;
}

/** Emoji, control characters, names of properties, SQL, other scripts, long runs, and all of it mixed. */
function strangeMessages(): string[] {
  const random = seeded(2016);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const pieces = [
    '__proto__',
    "'; DROP TABLE turn; --",
    '{{7*7}}',
    '👨‍👩‍👧‍👦',
    '\u0000\u0007',
    '\u202e',
    'العربية',
    '한국어',
    'ｶﾅ',
    '人工',
    '检疫',
    '0',
    ' ',
  ];
  const anyCharacter = () => String.fromCodePoint(Math.floor(random() * 0xd7ff));
  return Array.from({ length: strangeCount }, (_, n) => {
    if (n % 100 === 0)
      return pick(['检', '1', 'a', 'A-1 ', '零', '😀', '1 '] as const)
        .repeat(100_000)
        .slice(0, 100_000);
    const length = Math.floor(random() * 60);
    return Array.from({ length }, () => (random() < 0.5 ? anyCharacter() : pick(pieces))).join('');
  });
}
