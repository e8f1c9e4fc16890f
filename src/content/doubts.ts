import { basename } from 'node:path';
import type { ContentDocument, Path } from '../authored/document.js';
import type { Problem } from '../authored/problem.js';
import { telephoneKey } from '../domain/hotline/roster.js';
import { isNoNumberOfChina } from '../domain/identifiers/telephone.js';
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
  doubtColleagues(read);
  doubtNamesakes(read);
  doubtTelephones(read);
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
  const chosen = new Set(menus.flatMap(({ file }) => file.options.map(({ line }) => line)));
  const led = new Set(intents.map(({ file }) => file.line));
  const named = new Set(
    intents.flatMap(({ file: { line, title, exact = [] } }) => [title, ...exact].map((words) => `${line} ${words}`)),
  );
  for (const [id, { name, directNumber }] of Object.entries(lines.file.lines)) {
    if (named.has(`${id} ${name}`) || directNumber !== undefined) continue;
    const why =
      chosen.has(id) || led.has(id)
        ? `has a name that nobody is understood by: ${name}. Write it in intents/lines/line-${id}.yaml, under exact:.`
        : `is a line that nothing leads to. Write line: ${id} in a menu or an intent.`;
    lines.document.refuse(['lines', id], why);
  }
}

/** Somebody in no shift is never rung, and a telephone that stands twice beside a line rings once. */
function doubtColleagues({ lines, colleagues, roster }: ReadContent): void {
  const inline = Object.entries({ general: lines?.file.general, ...lines?.file.lines });
  const beside = new Set(inline.flatMap(([, line]) => (line?.staff ?? []).map(({ phone }) => telephoneKey(phone))));
  const named = new Set(
    Object.values(roster?.file.roster ?? {}).flatMap((shifts) => shifts.flatMap((one) => one.colleagues)),
  );
  for (const [id, { telephones }] of Object.entries(colleagues?.file.colleagues ?? {})) {
    if (named.has(id) || telephones.some((address) => beside.has(telephoneKey(address)))) continue;
    colleagues?.document.refuse(
      ['colleagues', id],
      'is in no shift, and is never rung. Name them in data/staff/roster.yaml.',
    );
  }
  for (const [id, line] of inline) {
    const keys = (line?.staff ?? []).map(({ phone }) => telephoneKey(phone));
    keys.forEach((key, index) => {
      if (keys.indexOf(key) === index) return;
      const path = [...(id === 'general' ? [id] : ['lines', id]), 'staff', index, 'phone'];
      lines?.document.refuse(path, 'is there already, and rings once. Remove one of them.');
    });
  }
}

/** Whoever types a name means one person. */
function doubtNamesakes({ lines, colleagues }: ReadContent): void {
  const known = new Map<string, { readonly id: string; readonly keys: readonly string[] }>();
  const doubt = (
    document: ContentDocument | undefined,
    path: Path,
    id: string,
    name: string,
    keys: readonly string[],
  ) => {
    const first = known.get(name);
    if (!first) known.set(name, { id, keys });
    else if (!keys.some((key) => first.keys.includes(key)))
      document?.refuse(
        path,
        `"${name}" is what ${first.id} is called, too. Tell them apart, such as ${name}（${id}）.`,
      );
  };
  for (const [id, { name, telephones }] of Object.entries(colleagues?.file.colleagues ?? {}))
    doubt(colleagues?.document, ['colleagues', id, 'name'], id, name, telephones.map(telephoneKey));
  for (const [id, line] of Object.entries({ general: lines?.file.general, ...lines?.file.lines })) {
    const path = id === 'general' ? [id] : ['lines', id];
    line?.staff?.forEach(({ name, phone }, index) => {
      doubt(lines?.document, [...path, 'staff', index, 'name'], id, name, [telephoneKey(phone)]);
    });
  }
}

/** Nobody is rung at a number that there cannot be. */
function doubtTelephones({ lines, colleagues }: ReadContent): void {
  const doubt = (document: ContentDocument | undefined, path: Path, number: string): void => {
    if (!isNoNumberOfChina(number)) return;
    const area = 'without its 0 behind +86';
    document?.refuse(path, `"${number}" is no number of China. Count its digits, and write an area code ${area}.`);
  };
  for (const [id, { telephones }] of Object.entries(colleagues?.file.colleagues ?? {}))
    telephones.forEach((one, index) => {
      doubt(colleagues?.document, ['colleagues', id, 'telephones', index], one);
    });
  for (const [id, line] of Object.entries({ general: lines?.file.general, ...lines?.file.lines })) {
    const path = id === 'general' ? [id] : ['lines', id];
    if (line?.directNumber !== undefined) doubt(lines?.document, [...path, 'directNumber'], line.directNumber);
    line?.staff?.forEach(({ phone }, index) => {
      doubt(lines?.document, [...path, 'staff', index, 'phone'], phone);
    });
  }
}
