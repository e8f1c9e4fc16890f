import type { ContentDocument, Path } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import { identifierKinds, isIdentifierKindName } from '../domain/identifiers/identifiers.js';
import { refuseStrangeValues } from './check-phrases.js';
import type { Offered } from './known.js';
import type { Read } from './read-documents.js';
import type { FormFile } from './shapes.js';

/**
 * A form's lookup exists, is given the fields it needs and no others, and each field is of a known kind. What a field says of itself is
 * sound: an example is one, and no two fields have the same name.
 */
export function checkForms(forms: readonly Read<FormFile>[], offered: Offered): void {
  for (const { document, file } of forms) {
    const needed = offered.lookups.get(file.lookup);
    if (!needed) {
      const near = suggestion(file.lookup, offered.lookups.keys());
      document.refuse(['lookup'], `"${file.lookup}" is no lookup.${near}`);
    }
    const names = file.fields.map((field) => field.name);
    for (const name of needed ?? []) {
      if (!names.includes(name))
        document.refuse(['fields'], `lack "${name}", which the lookup ${file.lookup} needs. Add it.`);
    }
    file.fields.forEach((field, index) => {
      if (names.indexOf(field.name) !== index) {
        document.refuse(['fields', index, 'name'], `"${field.name}" is asked for twice. Remove one.`);
      } else if (needed && !needed.includes(field.name)) {
        const near = suggestion(field.name, needed);
        document.refuse(['fields', index, 'name'], `"${field.name}" is no field of the lookup ${file.lookup}.${near}`);
      }
      if (!offered.identifierKinds.includes(field.is)) {
        const near = suggestion(field.is, offered.identifierKinds);
        document.refuse(['fields', index, 'is'], `"${field.is}" is no kind of identifier.${near}`);
      }
      for (const part of ['ask', 'about', 'where', 'without'] as const) {
        const { [part]: words } = field;
        if (words) refuseStrangeValues(document, ['fields', index, part], words, []);
      }
      refuseWrongExample(document, ['fields', index], field);
    });
    refuseSameNames(document, file);
  }
}

/** An example is one: somebody will try it, and be told that it is wrong. */
function refuseWrongExample(document: ContentDocument, path: Path, { is, example }: FormFile['fields'][number]): void {
  if (example === undefined || !isIdentifierKindName(is)) return;
  const checked = identifierKinds[is].check(example, { letters: true });
  if (checked.ok && checked.warning === undefined) return;
  const { minLength, maxLength, alphabet } = identifierKinds[is];
  const wanted = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
  const wrong = {
    alphabet: `it has a character that is none of ${alphabet}`,
    length: `it has ${example.length} characters instead of ${wanted}`,
    shape: 'it has letters and digits in the wrong places',
    'check-digit': 'its check digit does not fit',
  }[checked.ok ? 'check-digit' : checked.problem];
  document.refuse([...path, 'example'], `"${example}" is no ${is}: ${wrong}. Write one that would be taken.`);
}

/** Whoever asks what a field is must be told of that one. */
function refuseSameNames(document: ContentDocument, { fields }: FormFile): void {
  const owners = new Map<string, string>();
  fields.forEach(({ name, title, called = [] }, index) => {
    for (const one of [title, ...called]) {
      const owner = owners.get(one);
      if (owner !== undefined && owner !== name) {
        const message = `"${one}" is what "${owner}" is called, too. Remove it from one of them.`;
        document.refuse(['fields', index, called.includes(one) ? 'called' : 'title'], message);
      }
      owners.set(one, name);
    }
  });
}
