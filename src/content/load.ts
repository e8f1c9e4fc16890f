import type { Content, Form, Intent, Menu, Target } from '../domain/content/content.js';
import type { Dangers } from '../domain/content/danger.js';
import type { Fact } from '../domain/content/facts.js';
import type { Roster } from '../domain/hotline/roster.js';
import { defaultRules } from '../domain/hotline/rules.js';
import { buildRoster, linesOf } from './build-roster.js';
import { buildSchedules } from './build-schedules.js';
import { defaultCaseRules } from './case-rules.js';
import { checkDangers, dangersOf } from './check-dangers.js';
import { checkEnglish, englishOf, withEnglish } from './check-english.js';
import { checkFacts } from './check-facts.js';
import { checkForms } from './check-forms.js';
import { checkIntents } from './check-intents.js';
import { checkMenus } from './check-menus.js';
import { checkPhrases } from './check-phrases.js';
import { ContentRefused } from './content-refused.js';
import { type ContentFiles, versionOf } from './files.js';
import { atOnce, inSlices } from './in-slices.js';
import { checkLines, type Known, type Offered, targetOf } from './known.js';
import { type ReadContent, readDocuments } from './read-documents.js';
import type { FormFile, IntentFile, MenuFile } from './shapes.js';
import { withoutValues } from './wording.js';

/**
 * Reads content from its files and cross-checks it.
 * @throws ContentRefused with every problem of every file at once
 */
export function loadContent(files: ContentFiles, offered: Offered): Content {
  return atOnce(loading(files, offered));
}

/** Contents that somebody in this process still uses: another service is given the same. */
const inUse = new Map<string, { readonly offered: Offered; readonly content: WeakRef<Content> }>();

/** The same, letting others work between two files. */
export async function loadContentInSlices(files: ContentFiles, offered: Offered): Promise<Content> {
  const known = inUse.get(versionOf(files));
  const used = known?.offered === offered ? known.content.deref() : undefined;
  if (used) return used;
  const content = await inSlices(loading(files, offered));
  inUse.set(content.version, { offered, content: new WeakRef(content) });
  for (const [version, one] of inUse) if (one.content.deref() === undefined) inUse.delete(version);
  return content;
}

function* loading(files: ContentFiles, offered: Offered): Generator<void, Content> {
  const read = yield* readDocuments(files);
  const known: Known = {
    menus: new Set(read.menus.map(({ file }) => file.menu)),
    forms: new Set(read.forms.map(({ file }) => file.form)),
    lines: read.lines && new Set(['general', ...Object.keys(read.lines.file.lines)]),
    menusComplete: read.menusComplete,
  };
  const schedules = read.hours ? buildSchedules(read.hours.document, read.hours.file) : new Map();
  if (read.lines && read.hours) checkLines(read.lines, schedules, read.hours.document.file);
  const roster = rosterOf(read);
  const phrases = read.phrases && checkPhrases(read.phrases, offered.words);
  if (read.dangers) checkDangers(read.dangers);
  checkForms(read.forms, offered);
  checkMenus(read.menus, read.forms, known);
  yield;
  const dangers = withEnglish(read.dangers ? dangersOf(read.dangers.file) : offered.dangers(), read.english?.file);
  const facts = checkFacts(read.facts);
  if (read.english) checkEnglish(read.english, read.factsComplete ? facts : null);
  checkIntents(read.intents, known, dangers, read.factsComplete ? facts : null);
  yield;

  const problems = read.problems();
  const { lines } = read;
  if (problems.length > 0 || !lines || !roster || !phrases) throw new ContentRefused(problems);
  return {
    version: versionOf(files),
    menus: new Map(read.menus.map(({ file }) => [file.menu, menuOf(file, known)])),
    forms: new Map(read.forms.map(({ file }) => [file.form, formOf(file)])),
    intents: intentsOf(read, known, dangers, facts),
    lines: linesOf(lines.file, roster),
    roster,
    hotline: read.hotline?.file ?? defaultRules,
    schedules,
    dangers,
    english: read.english && englishOf(read.english.file),
    facts,
    ...phrases,
    messageJoinsMs: lines.file.messageJoinsMinutes * 60_000,
    cases: read.cases?.file ?? defaultCaseRules,
    straightToPerson: read.menus.some(({ file }) => file.menu === 'main' && file.straightToPerson === true),
  };
}

/** While a file that may hold colleagues cannot be read, nobody is called unknown. */
function rosterOf({ lines, colleagues, roster, staffComplete }: ReadContent): Roster | null {
  return lines && staffComplete ? buildRoster({ lines, colleagues, roster }) : null;
}

function menuOf(file: MenuFile, known: Known): Menu {
  return {
    id: file.menu,
    title: file.title,
    intro: file.intro ?? null,
    outro: file.outro ?? null,
    options: file.options.map((option) => ({ key: option.key, label: option.label, leadsTo: targetOf(option, known) })),
  };
}

function formOf(file: FormFile): Form {
  const fields = file.fields.map(({ about, where, example, without, keys, called, ...field }) => ({
    ...field,
    keys: keys ?? null,
    called: called ?? [],
    help: { about: about ?? null, where: where ?? null, example: example ?? null, without: without ?? null },
  }));
  return { id: file.form, title: file.title, lookup: file.lookup, fields };
}

function intentsOf(
  read: ReadContent,
  known: Known,
  dangers: Dangers,
  facts: ReadonlyMap<string, Fact>,
): readonly Intent[] {
  return read.intents.map(({ file }) => ({
    id: file.intent,
    title: file.title,
    leadsTo: file.outside ? outsideOf(file.outside) : targetOf(file, known),
    sayings: file.sayings ?? [],
    exact: file.exact ?? [],
    said: file.said ?? [],
    unless: file.unless ?? [],
    isForPeopleFirst: file.peopleFirst ?? false,
    danger: dangers.kinds.find(({ id }) => id === file.danger) ?? null,
    courtesy: file.courtesy ?? null,
    answers: (file.answers ?? []).map(({ answer, do: instead, ...rest }) => ({
      ...rest,
      ...(instead && { instead: { kind: instead } }),
      words: answer,
      learnt: withoutValues(answer.text, facts),
    })),
  }));
}

function outsideOf({ by, phone }: NonNullable<IntentFile['outside']>): Target {
  return { kind: 'outside', by: by ?? null, phone: phone ?? null };
}
