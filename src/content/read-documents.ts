import type { z } from 'zod';
import { ContentDocument } from '../authored/document.js';
import type { Problem } from '../authored/problem.js';
import type { CaseRules } from '../domain/cases/case-rules.js';
import { caseRulesShape } from './case-rules.js';
import { type EnglishFile, englishShape } from './english-shape.js';
import type { ContentFiles } from './files.js';
import { type HoursFile, hoursShape } from './hours-shape.js';
import {
  type DangersFile,
  dangersShape,
  type FactsFile,
  type FormFile,
  factsShape,
  formShape,
  type IntentFile,
  intentShape,
  type MenuFile,
  menuShape,
  type PhrasesFile,
  phrasesShape,
} from './shapes.js';
import {
  type ColleaguesFile,
  colleaguesShape,
  type HotlineFile,
  hotlineShape,
  type LinesFile,
  linesShape,
  type RosterFile,
  rosterShape,
} from './staff-shapes.js';

/** A file in its shape, with the document that remembers where everything stands. */
export interface Read<T> {
  readonly document: ContentDocument;
  readonly file: T;
}

/** All files as far as they could be read; what could not be is among the problems. */
export interface ReadContent {
  readonly menus: readonly Read<MenuFile>[];
  readonly forms: readonly Read<FormFile>[];
  readonly intents: readonly Read<IntentFile>[];
  readonly facts: readonly Read<FactsFile>[];
  /** Whether every file in `data/facts/` could be read. */
  readonly factsComplete: boolean;
  readonly lines: Read<LinesFile> | null;
  /** Each null also where there is none: whoever needs no roster writes `staff:` beside a line. */
  readonly colleagues: Read<ColleaguesFile> | null;
  readonly roster: Read<RosterFile> | null;
  readonly hotline: Read<HotlineFile> | null;
  /** Whether every file in `data/staff/` could be read. */
  readonly staffComplete: boolean;
  readonly hours: Read<HoursFile> | null;
  /** Null also where there is none: the usual rules hold. */
  readonly cases: Read<CaseRules> | null;
  readonly phrases: Read<PhrasesFile> | null;
  /** Null also where there is none: content of a version before has none. */
  readonly dangers: Read<DangersFile> | null;
  /** Null also where there is none. */
  readonly english: Read<EnglishFile> | null;
  /** Whether every file in `menus/` could be read. */
  readonly menusComplete: boolean;
  /** Everything noted so far, in any file. */
  problems(): readonly Problem[];
}

const linesFile = 'data/staff/lines.yaml';
const colleaguesFile = 'data/staff/colleagues.yaml';
const rosterFile = 'data/staff/roster.yaml';
const hotlineFile = 'data/staff/hotline.yaml';
const casesFile = 'data/staff/cases.yaml';
const hoursFile = 'data/calendar/hours.yaml';
const englishFile = 'data/english/en.yaml';
export const dangersFile = 'data/danger/zh-CN.yaml';
export const phrasesFile = 'data/phrases/zh-CN.yaml';

/** Reads every file, and can be interrupted between two of them. */
export function* readDocuments(files: ContentFiles): Generator<void, ReadContent> {
  const documents = new Map<string, ContentDocument>();
  for (const [path, text] of Object.entries(files)) {
    documents.set(path, new ContentDocument(path, text));
    yield;
  }
  const missing: Problem[] = [];
  const within = (folder: string): ContentDocument[] =>
    [...documents.values()].filter((document) => document.file.startsWith(folder));
  const single = <T>(path: string, shape: z.ZodType<T>): Read<T> | null => {
    const document = documents.get(path);
    if (document) return readAs(document, shape);
    missing.push({ file: path, line: 1, column: 1, path: '', message: 'is missing. Put it back.' });
    return null;
  };

  const ifThere = <T>(path: string, shape: z.ZodType<T>): Read<T> | null =>
    documents.has(path) ? single(path, shape) : null;

  // A form says so in its first field; anything else in menus/ is a menu, or a mistake in one.
  const isForm = (document: ContentDocument): boolean => /^form:/m.test(files[document.file] ?? '');
  const inMenus = within('menus/');
  const menus = yield* allAs(
    inMenus.filter((document) => !isForm(document)),
    menuShape,
  );
  const forms = yield* allAs(inMenus.filter(isForm), formShape);
  const inFacts = within('data/facts/');
  const facts = yield* allAs(inFacts, factsShape);
  const factsComplete = inFacts.every((document) => document.problems.length === 0);
  const menusComplete = inMenus.every((document) => document.problems.length === 0);
  refuseNamesTwice(menus, forms);
  for (const document of within('data/danger/')) {
    if (document.file !== dangersFile) document.refuse([], `is read by nobody. Write it into ${dangersFile}.`);
  }
  const staff = {
    lines: single(linesFile, linesShape),
    colleagues: ifThere(colleaguesFile, colleaguesShape),
    roster: ifThere(rosterFile, rosterShape),
    hotline: ifThere(hotlineFile, hotlineShape),
  };
  return {
    menus,
    forms,
    menusComplete,
    staffComplete: within('data/staff/').every((document) => document.problems.length === 0),
    facts,
    factsComplete,
    intents: yield* allAs(within('intents/'), intentShape),
    ...staff,
    hours: single(hoursFile, hoursShape),
    cases: documents.has(casesFile) ? single(casesFile, caseRulesShape) : null,
    phrases: single(phrasesFile, phrasesShape),
    english: ifThere(englishFile, englishShape),
    dangers: ifThere(dangersFile, dangersShape),
    problems: () => [...missing, ...[...documents.values()].flatMap((document) => document.problems)],
  };
}

function readAs<T>(document: ContentDocument, shape: z.ZodType<T>): Read<T> | null {
  const file = document.read(shape);
  return file === undefined ? null : { document, file };
}

function* allAs<T>(documents: readonly ContentDocument[], shape: z.ZodType<T>): Generator<void, readonly Read<T>[]> {
  const all: Read<T>[] = [];
  for (const document of documents) {
    const read = readAs(document, shape);
    if (read) all.push(read);
    yield;
  }
  return all;
}

/** Menus and forms share one set of names, because `to:` leads to either. */
function refuseNamesTwice(menus: readonly Read<MenuFile>[], forms: readonly Read<FormFile>[]): void {
  const owners = new Map<string, string>();
  const named = [
    ...menus.map(({ document, file }) => ({ document, name: file.menu, path: ['menu'] })),
    ...forms.map(({ document, file }) => ({ document, name: file.form, path: ['form'] })),
  ];
  for (const { document, name, path } of named) {
    const owner = owners.get(name);
    if (owner !== undefined) document.refuse(path, `"${name}" is already in ${owner}. Choose another name.`);
    owners.set(name, owner ?? document.file);
  }
}
