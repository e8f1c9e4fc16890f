import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { formatProblem } from '../../src/authored/problem.js';
import { phraseDoubts } from '../../src/content/check-phrases.js';
import { ContentRefused } from '../../src/content/content-refused.js';
import { contentDoubts } from '../../src/content/doubts.js';
import { type ContentFiles, readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { offered } from '../../src/service/offered.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const good = readContentFiles(root);
const folder = fileURLToPath(new URL('bad', import.meta.url));

const mistake = z.strictObject({
  fact: z.string(),
  file: z.string(),
  replace: z.string().optional(),
  with: z.string().optional(),
  write: z.string().optional(),
  remove: z.literal(true).optional(),
  problems: z.array(z.string()).min(1),
});

/** The project's content with one mistake made in it. */
function broken(made: z.output<typeof mistake>): ContentFiles {
  const { [made.file]: before, ...others } = good;
  if (made.remove) return others;
  if (made.write !== undefined) return { ...others, [made.file]: made.write };
  const text = before ?? '';
  expect(text, `${made.file} has no longer what this mistake replaces`).toContain(made.replace);
  return { ...others, [made.file]: text.replace(made.replace ?? '', () => made.with ?? '') };
}

function problemsOf(files: ContentFiles): string[] {
  try {
    loadContent(files, offered);
    return [...contentDoubts(files), ...phraseDoubts(files)].map(formatProblem);
  } catch (error) {
    if (error instanceof ContentRefused) return error.problems.map(formatProblem);
    throw error;
  }
}

describe('each mistake once met is refused with its place and remedy', () => {
  for (const name of readdirSync(folder).sort()) {
    const made = mistake.parse(parse(readFileSync(`${folder}/${name}`, 'utf8')));
    test(made.fact, () => {
      const files = broken(made);
      // {line} is the line on which the mistake was made, so that words above it can change.
      const line = (files[made.file] ?? '')
        .slice(0, (files[made.file] ?? '').indexOf(made.with ?? ''))
        .split('\n').length;
      expect(problemsOf(files)).toEqual(made.problems.map((problem) => problem.replace('{line}', String(line))));
    });
  }
});

test('mistakes in several files are reported all at once', () => {
  const files = {
    ...good,
    'menus/self-service.yaml': (good['menus/self-service.yaml'] ?? '').replace('to: wine', 'to: whine'),
    'data/staff/lines.yaml': (good['data/staff/lines.yaml'] ?? '').replace('sip:1101@pbx.invalid', '110'),
  };
  const places = problemsOf(files).map((problem) => problem.split(' ')[0]);
  expect(places).toHaveLength(2);
  expect(places.join(' ')).toMatch(
    /menus\/self-service\.yaml:\d+:\d+.*data\/staff\/lines\.yaml:\d+:\d+|data\/staff.*menus\/self/,
  );
});
