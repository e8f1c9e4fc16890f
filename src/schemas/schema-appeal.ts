import type { ContentDocument } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { SchemaFile } from './schema-shape.js';

/** Notes where `yibo.appeal` names what cannot wait: a record is named, found and proved by what everybody may know. */
export function checkAppeal({ yibo, fields }: SchemaFile, document: ContentDocument): void {
  const { appeal } = yibo;
  if (!appeal) return;
  const byName = new Map(fields.map((field) => [field.name, field]));
  const until = byName.get(appeal.until);
  const at = ['yibo', 'appeal'];
  if (!until) {
    document.refuse([...at, 'until'], `"${appeal.until}" is no field.${suggestion(appeal.until, byName.keys())}`);
  } else if (until.type !== 'date') {
    document.refuse([...at, 'until'], `"${appeal.until}" is no day. Name a field of type date.`);
  }
  const known = new Set([...yibo.id, ...yibo.proof, ...yibo.keys.map(({ field }) => field), appeal.until]);
  for (const [place, name] of appeal.withholds.entries()) {
    const field = byName.get(name);
    const here = [...at, 'withholds', place];
    if (!field) document.refuse(here, `"${name}" is no field.${suggestion(name, byName.keys())}`);
    else if (known.has(name)) {
      document.refuse(
        here,
        `"${name}" cannot be withheld: the record is named, found or proved by it. Take it out there.`,
      );
    } else if (field.constraints.required) {
      document.refuse(here, `"${name}" is required, and empty while it is withheld. Take "required" away.`);
    }
  }
}
