import { basename } from 'node:path';
import type { Problem } from '../authored/problem.js';
import type { ContentFiles } from './files.js';
import { atOnce } from './in-slices.js';
import { type Read, type ReadContent, readDocuments } from './read-documents.js';
import type { FormFile } from './shapes.js';

/** What is asked of a field most, and told only where it is written. */
const helps = ['about', 'where', 'example'] as const;

/**
 * What somebody should look at in content that is taken up all the same: a file that is not called as what is in it, a field that says nothing of
 * itself, a line that nothing leads to.
 * @param files without a problem
 */
export function contentDoubts(files: ContentFiles): readonly Problem[] {
  const read = atOnce(readDocuments(files));
  doubtNames(read);
  for (const form of read.forms) doubtHelp(form);
  doubtLines(read);
  return read.problems();
}

/** Whoever looks for an intent looks for its file. */
function doubtNames({ menus, forms, intents, facts }: ReadContent): void {
  const named = [
    ...menus.map(({ document, file }) => ({ document, key: 'menu', name: file.menu })),
    ...forms.map(({ document, file }) => ({ document, key: 'form', name: file.form })),
    ...intents.map(({ document, file }) => ({ document, key: 'intent', name: file.intent })),
    ...facts.map(({ document, file }) => ({ document, key: 'facts', name: file.facts })),
  ];
  for (const { document, key, name } of named) {
    if (basename(document.file).replace(/\.ya?ml$/, '') === name) continue;
    document.refuse([key], `"${name}" is not the file's name. Call the file ${name}.yaml.`);
  }
}

function doubtHelp({ document, file }: Read<FormFile>): void {
  file.fields.forEach((field, index) => {
    const missing = helps.filter((help) => field[help] === undefined);
    if (missing.length === 0) return;
    const message = `"${field.name}" (${field.title}) lacks ${missing.join(', ')}: what is not written is not told. Add it.`;
    document.refuse(['fields', index, 'name'], message);
  });
}

function doubtLines({ lines, menus, intents }: ReadContent): void {
  if (!lines) return;
  const led = new Set([
    ...menus.flatMap(({ file }) => file.options.map(({ line }) => line)),
    ...intents.map(({ file }) => file.line),
  ]);
  for (const id of Object.keys(lines.file.lines)) {
    if (led.has(id)) continue;
    lines.document.refuse(['lines', id], `is a line that nothing leads to. Write line: ${id} in a menu or an intent.`);
  }
}
