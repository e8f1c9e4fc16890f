import { suggestion } from '../authored/problem.js';
import { refuseStrangeValues } from './check-phrases.js';
import type { Offered } from './known.js';
import type { Read } from './read-documents.js';
import type { FormFile } from './shapes.js';

/** A form's lookup exists, is given the fields it needs and no others, and each field is of a known kind. */
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
      refuseStrangeValues(document, ['fields', index, 'ask'], field.ask, []);
    });
  }
}
