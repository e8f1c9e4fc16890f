import type { ContentDocument } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { DatasetSchema, Datasets } from './schema-types.js';

/** Notes where a schema refers to what other datasets do not have. */
export function checkReferences(dataset: DatasetSchema, datasets: Datasets, document: ContentDocument): void {
  for (const [place, { reference }] of dataset.foreignKeys.entries()) {
    const at = ['foreignKeys', place, 'reference'];
    const { resource } = reference;
    const target = datasets.get(resource);
    const fields = target?.fields.map((field) => field.name) ?? [];
    const missing = target && reference.fields.find((name) => !fields.includes(name));
    if (!target) {
      document.refuse([...at, 'resource'], `"${resource}" is no dataset.${suggestion(resource, datasets.keys())}`);
    } else if (missing !== undefined) {
      document.refuse([...at, 'fields'], `"${missing}" is no field of ${target.name}.${suggestion(missing, fields)}`);
    }
  }
  checkToldWith(dataset, datasets, document);
}

/** Who may be told a part is who may be told the whole: that has to be asked for, and the part has to name it. */
function checkToldWith({ toldWith, foreignKeys }: DatasetSchema, datasets: Datasets, document: ContentDocument): void {
  if (toldWith === null) return;
  const at = ['yibo', 'toldWith'];
  const whole = datasets.get(toldWith);
  if (!whole) {
    document.refuse(at, `"${toldWith}" is no dataset.${suggestion(toldWith, datasets.keys())}`);
  } else if (whole.proof.length === 0) {
    document.refuse(at, `"${toldWith}" asks for no proof itself. Name a dataset that has "proof".`);
  } else if (!foreignKeys.some(({ reference }) => refersTo(whole, reference))) {
    const id = whole.id.join(', ');
    document.refuse(at, `no foreign key leads to the id of "${toldWith}" (${id}). Add one to "foreignKeys".`);
  }
}

function refersTo({ name, id }: DatasetSchema, reference: { resource: string; fields: readonly string[] }): boolean {
  return reference.resource === name && reference.fields.join() === id.join();
}
