import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { SchemasRefused } from '../../src/schemas/schema.js';
import { pathOf } from '../importing/fixtures.js';
import { dataWith, refusalsIn, schemaWith } from './schema-fixtures.js';

describe('a folder', () => {
  test.each(['Cheeses', 'fine_cheeses', '1st-cheeses', 'cheeses.old', '奶酪'])(
    'called %s is refused: no command and no address could name it',
    (name) => {
      const [refusal, ...others] = refusalsIn(dataWith({ [name]: schemaWith() }));
      expect(refusal).toBe(
        `name the folder "${name}" cannot be named in commands and addresses. Rename it, and "name" here: small letters, digits and hyphens, a letter first; or move it out of data/.`,
      );
      expect(others).toEqual([]);
    },
  );

  test('in the place of a schema.json is said to be one', () => {
    const data = pathOf('data');
    mkdirSync(join(data, 'cheeses/schema.json'), { recursive: true });
    expect(refusalsIn(data)).toEqual(['is a folder. Put a file of that name in its place.']);
  });
});

test('an empty schema.json is said to be empty', () => {
  const data = pathOf('data');
  mkdirSync(join(data, 'cheeses'), { recursive: true });
  writeFileSync(join(data, 'cheeses/schema.json'), '');
  expect(refusalsIn(data)).toEqual(['holds no schema. Write one; data/README.md has an example.']);
});

describe('publication.yaml', () => {
  function refusal(text: string | null): string {
    const data = pathOf('data');
    mkdirSync(data);
    if (text !== null) writeFileSync(join(data, 'publication.yaml'), text);
    try {
      loadPublicationTerms(new Map(), data);
      return '';
    } catch (error) {
      if (!(error instanceof SchemasRefused)) throw error;
      return error.message
        .split('\n')
        .join(' ')
        .replaceAll(/\S+publication\.yaml/g, 'publication.yaml');
    }
  }

  test('that is missing, empty or half written says what it is for', () => {
    expect(refusal(null)).toBe(
      '1 problem(s) in data/: publication.yaml:1:1  is missing. It says who approves routine imports, and when publication ends: put it back from a copy of data/.',
    );
    expect(refusal('')).toBe(
      '1 problem(s) in data/: publication.yaml:1:1  must begin with "standing:", who approves routine imports. Put it back from a copy of data/.',
    );
    expect(refusal('standing:\n')).toContain('standing is missing. Write approvedBy, legalBasis and reason below it.');
  });
});
