import type { Content, Form, Intent, Menu } from '../domain/menu.js';
import { phraseValues } from '../domain/phrases.js';
import { buildSchedules } from './build-schedules.js';
import { checkForms } from './check-forms.js';
import { checkIntents } from './check-intents.js';
import { checkMenus } from './check-menus.js';
import { checkPhrases, type PhraseWords } from './check-phrases.js';
import { ContentDocument } from './document.js';
import { type ContentFiles, versionOf } from './files.js';
import { type Known, lineOf, type Offered, targetOf } from './known.js';
import { ContentRefused, type Problem } from './problem.js';
import { formShape, hoursShape, intentShape, linesShape, menuShape, phrasesShape } from './shapes.js';

export const phrasesFile = 'data/phrases/zh-CN.yaml';
export const linesFile = 'data/staff/lines.yaml';
export const hoursFile = 'data/calendar/hours.yaml';

/**
 * Reads content from its files and cross-checks it.
 * @throws ContentRefused with every problem of every file at once
 */
export function loadContent(files: ContentFiles, offered: Offered): Content {
  const problems: Problem[] = [];
  const documents = new Map(Object.entries(files).map(([path, text]) => [path, new ContentDocument(path, text)]));
  const within = (folder: string): ContentDocument[] =>
    [...documents.values()].filter((document) => document.file.startsWith(folder));
  const single = (path: string): ContentDocument | undefined => {
    const document = documents.get(path);
    if (!document) problems.push({ file: path, line: 1, column: 1, path: '', message: 'is missing. Put it back.' });
    return document;
  };

  const menus = new Map<string, { document: ContentDocument; file: ReturnType<typeof menuShape.parse> }>();
  const forms = new Map<string, { document: ContentDocument; file: ReturnType<typeof formShape.parse> }>();
  for (const document of within('menus/')) {
    const isForm = /^form:/m.test(files[document.file] ?? '');
    const formFile = isForm ? document.read(formShape) : undefined;
    const menuFile = isForm ? undefined : document.read(menuShape);
    const id = formFile?.form ?? menuFile?.menu;
    if (id === undefined) continue;
    const other = menus.get(id)?.document ?? forms.get(id)?.document;
    if (other) document.refuse([isForm ? 'form' : 'menu'], `"${id}" is already in ${other.file}. Choose another name.`);
    else if (formFile) forms.set(id, { document, file: formFile });
    else if (menuFile) menus.set(id, { document, file: menuFile });
  }
  const intents = within('intents/').flatMap((document) => {
    const file = document.read(intentShape);
    return file ? [{ document, file }] : [];
  });
  const hoursDocument = single(hoursFile);
  const hours = hoursDocument?.read(hoursShape);
  const linesDocument = single(linesFile);
  const linesRead = linesDocument?.read(linesShape);
  const phrasesDocument = single(phrasesFile);
  const phrases: PhraseWords = phrasesDocument?.read(phrasesShape) ?? {};

  const known: Known = {
    menus: new Set(menus.keys()),
    forms: new Set(forms.keys()),
    menusComplete: within('menus/').every((document) => document.problems.length === 0),
    lines: linesRead ? new Set(['general', ...Object.keys(linesRead.lines)]) : null,
  };
  const schedules = hours && hoursDocument ? buildSchedules(hoursDocument, hours) : new Map();
  if (linesRead && linesDocument && hours) {
    for (const [id, line] of Object.entries({ general: linesRead.general, ...linesRead.lines })) {
      if (line.schedule !== undefined && !schedules.has(line.schedule)) {
        const path = id === 'general' ? ['general', 'schedule'] : ['lines', id, 'schedule'];
        linesDocument.refuse(path, `"${line.schedule}" is no schedule of ${hoursFile}. Name one that is there.`);
      }
    }
  }
  if (phrasesDocument?.problems.length === 0) checkPhrases(phrasesDocument, phrases);
  checkForms([...forms.values()], offered);
  checkMenus([...menus.values()], [...forms.values()], known);
  checkIntents(intents, known);

  problems.push(...[...documents.values()].flatMap((document) => document.problems));
  if (problems.length > 0 || !linesRead) throw new ContentRefused(problems);

  return {
    version: versionOf(files),
    menus: new Map([...menus].map(([id, { file }]): [string, Menu] => [id, menuOf(file, known)])),
    forms: new Map([...forms].map(([id, { file }]): [string, Form] => [id, formOf(file)])),
    intents: intents.map(
      ({ file }): Intent => ({ id: file.intent, leadsTo: targetOf(file, known), sayings: file.sayings }),
    ),
    lines: new Map(
      Object.entries({ general: linesRead.general, ...linesRead.lines }).map(([id, line]) => [id, lineOf(id, line)]),
    ),
    schedules,
    phrases: new Map(
      Object.entries(phrases).filter((entry) => Object.hasOwn(phraseValues, entry[0])),
    ) as Content['phrases'],
    straightToPerson: menus.get('main')?.file.straightToPerson ?? false,
  };
}

function menuOf(file: ReturnType<typeof menuShape.parse>, known: Known): Menu {
  return {
    id: file.menu,
    title: file.title,
    intro: file.intro ?? null,
    outro: file.outro ?? null,
    options: file.options.map((option) => ({ key: option.key, label: option.label, leadsTo: targetOf(option, known) })),
  };
}

function formOf(file: ReturnType<typeof formShape.parse>): Form {
  return {
    id: file.form,
    title: file.title,
    lookup: file.lookup,
    fields: file.fields.map((field) => ({ ...field, keys: field.keys ?? null })),
  };
}
