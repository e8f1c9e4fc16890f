import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { readDataFile } from '../../authored/data-file.js';
import type { ContentDocument } from '../../authored/document.js';
import { formatProblem, type Problem, suggestion } from '../../authored/problem.js';
import type { PersonalData } from '../../domain/care/forgetful.js';
import { CodedError } from '../../domain/errors/errors.js';
import { type Duration, hoursAtLeast, parseDuration } from '../../domain/time/duration.js';

/** How long something about persons is kept (保存期限), and why no longer. */
export interface RetentionRule {
  readonly id: string;
  /** The `kind` of {@link PersonalData} that it is about. */
  readonly what: string;
  readonly after: Duration;
  /** As the file has it: `P30D`. */
  readonly written: string;
  readonly reason: string;
}

/** What is wrong with `data/retention.yaml`, all of it, each with its place and remedy. */
export class RetentionRefused extends CodedError {
  readonly code = 'retention-refused';
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem(s) in the retention rules:\n${problems.map(formatProblem).join('\n')}`);
  }
}

const text = (what: string) => z.string(`is missing. Write ${what}.`).trim().nonempty(`is empty. Write ${what}.`);
const reason = text('a sentence in Chinese').regex(/\p{Script=Han}/u, 'must say why in Chinese: write one sentence.');
const duration = 'Write hours, days, weeks, months or years: PT36H, P30D, P6W, P6M or P2Y.';

/** @param kinds what a rule can be about */
function shapeFor(kinds: readonly string[]) {
  const rule = z.strictObject(
    {
      id: text('a name').regex(/^[a-z][a-z0-9-]*$/, 'is no name. Use small letters, digits and hyphens.'),
      what: text(`one of ${kinds.join(', ')}`),
      after: text('a duration such as P30D'),
      reason,
    },
    'is no rule. Write id, what, after and reason.',
  );
  return z.strictObject(
    {
      rules: z
        .array(rule, 'must be a list of rules, each beginning with "- id:".')
        .min(1, 'has no rule. Data about persons would be kept for ever: put the rules back.'),
    },
    'must begin with "rules:" and a list of rules. Put them back: without them, data about persons would be kept for ever.',
  );
}
type Written = z.infer<ReturnType<typeof shapeFor>>['rules'][number];

/**
 * Reads `data/retention.yaml`.
 * @param data the kinds of data that there are
 * @throws RetentionRefused with every problem and its place
 */
export function loadRetentionRules(folder: string, data: readonly PersonalData[]): readonly RetentionRule[] {
  const file = join(folder, 'retention.yaml');
  const shown = relative(process.cwd(), file);
  if (!existsSync(file)) {
    throw new RetentionRefused([{ file: shown, line: 1, column: 1, path: '', message: 'is missing. Put it back.' }]);
  }
  const document = readDataFile(file);
  const written = document.read(shapeFor(data.map(({ kind }) => kind)))?.rules ?? [];
  refuseTwice(document, written, 'id', 'is the name of two rules. Choose another.');
  refuseTwice(document, written, 'what', 'has two rules. Keep the one you mean.');
  const rules = written.map((rule, place) => ruleOf(document, data, rule, place));
  if (document.problems.length > 0) throw new RetentionRefused(document.problems);
  const said = rules.filter((rule) => rule !== null);
  return [...said, ...data.flatMap((kind) => unsaid(kind, said))];
}

/** The rule for a kind that a file says nothing of, where there is one: the file may be older than the kind. */
function unsaid({ kind, otherwise }: PersonalData, said: readonly RetentionRule[]): readonly RetentionRule[] {
  const after = parseDuration(otherwise ?? '');
  if (!after || otherwise === undefined || said.some(({ what }) => what === kind)) return [];
  return [{ id: kind, what: kind, after, written: otherwise, reason: '规则文件没有提到，按默认期限保存。' }];
}

function ruleOf(
  document: ContentDocument,
  data: readonly PersonalData[],
  rule: Written,
  place: number,
): RetentionRule | null {
  const { id, what, reason } = rule;
  const known = data.find(({ kind }) => kind === what);
  if (!known) {
    const near = suggestion(
      what,
      data.map(({ kind }) => kind),
    );
    document.refuse(['rules', place, 'what'], `"${what}" is nothing that can be removed.${near}`);
  }
  const after = parseDuration(rule.after);
  if (!after) document.refuse(['rules', place, 'after'], `"${rule.after}" is no duration. ${duration}`);
  if (!known || !after) return null;
  const { shortest, because } = known;
  const limit = parseDuration(shortest);
  if (limit && hoursAtLeast(after) < hoursAtLeast(limit)) {
    const message = `"${rule.after}" is too short: ${because}. Write ${shortest} or more.`;
    document.refuse(['rules', place, 'after'], message);
  }
  return { id, what, after, written: rule.after, reason };
}

function refuseTwice(document: ContentDocument, rules: readonly Written[], field: 'id' | 'what', why: string): void {
  rules.forEach((rule, place) => {
    const first = rules.findIndex((other) => other[field] === rule[field]);
    if (first < place) document.refuse(['rules', place, field], `"${rule[field]}" ${why}`);
  });
}
