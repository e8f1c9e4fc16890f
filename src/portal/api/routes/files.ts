import { existsSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { listItem } from '../../../schemas/list-item.js';
import type { DatasetSchema } from '../../../schemas/schema.js';
import type { Api } from '../api.js';
import { refused } from '../face.js';
import { openDatasetNamed } from '../parameters.js';
import { mediaRoute, type Parameter, type Route } from '../route.js';

/** The folder of a dataset whose files are for everybody, as long as its schema has the field that names them. */
const publicFolder = 'photos';

/** What is given out, and as what; anything else is not. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** A picture may draw, and neither load nor run anything, wherever it is opened. */
const pictureOnly = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
/** Asked about each time: a picture may have to go with its record. */
const askAgain = 'no-cache';

const fileName: Parameter<string> = {
  in: 'path',
  description: 'The name of a file, as a record names it.',
  schema: { type: 'string', pattern: listItem.source },
  example: 'front.svg',
  read(text = '') {
    if (isServed(text)) return text;
    throw unknownFile();
  },
};

/** Whether a file of this name is given out. */
export function isServed(name: string): boolean {
  return listItem.test(name) && mediaTypes[extname(name).toLowerCase()] !== undefined;
}

export function fileRoutes(api: Api): readonly Route[] {
  return [
    mediaRoute({
      path: '/datasets/{name}/files/{file}',
      operationId: 'getFile',
      summary: 'A file that belongs to a dataset, such as a photograph',
      parameters: { name: openDatasetNamed(api, 'vehicles'), file: fileName },
      refusals: [403, 404],
      media: [...new Set(Object.values(mediaTypes))],
      async send({ name: dataset, file }, response) {
        const path = await publicFile(dataset, file);
        if (path === null) throw unknownFile();
        response.set({
          'Content-Type': mediaTypes[extname(file).toLowerCase()],
          'Cache-Control': askAgain,
          'Content-Security-Policy': pictureOnly,
        });
        await new Promise<void>((resolve, reject) => {
          response.sendFile(path, { cacheControl: false, dotfiles: 'allow' }, (error) => {
            // Whoever asked went away, or asked for a part that there is not: that has been answered.
            if (!error || response.headersSent) resolve();
            else reject(error);
          });
        });
      },
    }),
  ];
}

/** @returns where the file is; null when there is none, or it leads out of its folder */
export async function publicFile(dataset: DatasetSchema, file: string): Promise<string | null> {
  if (!hasFiles(dataset)) return null;
  const place = await realpath(join(dataset.folder, publicFolder)).catch(() => null);
  const path = place && (await realpath(join(place, file)).catch(() => null));
  return place && path?.startsWith(place + sep) && (await stat(path)).isFile() ? path : null;
}

/** The names of what a dataset has for everybody; whether they lead out of its folder, `publicFile` says. */
export async function publicFiles(dataset: DatasetSchema): Promise<readonly string[]> {
  return hasFiles(dataset) ? (await readdir(join(dataset.folder, publicFolder))).filter(isServed).sort() : [];
}

/** Whether a dataset has files for everybody at all. */
export function hasFiles({ folder, fields }: DatasetSchema): boolean {
  return fields.some(({ name }) => name === publicFolder) && existsSync(join(folder, publicFolder));
}

function unknownFile() {
  return refused('unknown-file', '没有这个文件。');
}
