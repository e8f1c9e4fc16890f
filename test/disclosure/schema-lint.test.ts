import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '../../src/service/installation.js';
import { copyContent } from '../content-copy.js';
import { pathOf } from '../importing/fixtures.js';

const root = installation().root;

/** Runs `yibo lint` on a copy of the project in which one text is another. */
function lint(file = '', from = '', to = '') {
  const project = pathOf('project');
  const change = copyContent(project);
  if (file !== '') change(file, from, to);
  const ran = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'lint', '--root', project], {
    encoding: 'utf8',
    // No answer of the project is past its review then.
    env: { ...process.env, YIBO_CLOCK: '2016-10-21T10:00:00+08:00' },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

test('lint looks at the schemas too, and warns of nothing here', () => {
  const { code, out, err } = lint();
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(
    /\d+ files, no problem: .*\n19 schemas, no problem\. 2 rules for the end of publication, 13 for retention\.\n$/,
  );
});

test('lint refuses a schema that the service would refuse', () => {
  const { code, err } = lint('data/wines/schema.json', '"maximum": 100', '"maximum": -1');
  expect(code).toBe(1);
  expect(err).toMatch(
    /data\/wines\/schema\.json:\d+:\d+ {2}fields\.10\.constraints\.minimum 0 is more than the maximum, -1/,
  );
  expect(err).toMatch(/\n1 problem\(s\) in \/.*-project\. The service does not take this up\.\n$/);
});

test.each([
  [
    'data/retention.yaml',
    'after: P30D',
    'after: soon',
    /retention\.yaml:\d+:\d+ {2}rules\.1\.after "soon" is no duration/,
  ],
  [
    'data/publication.yaml',
    'dataset: entry-refusals',
    'dataset: refusals',
    /publication\.yaml:\d+:\d+ {2}expiry\.0\.dataset "refusals" is no/,
  ],
  ['data/guessing.yaml', 'atOnce: 5', 'atOnce: 0', /guessing\.yaml:\d+:\d+ {2}conversation\.atOnce "0" must be/],
])('lint looks at %s', (file, from, to, words) => {
  const { code, err } = lint(file, from, to);
  expect(code).toBe(1);
  expect(err).toMatch(words);
});

test('lint warns of a proof that anybody can read, and does not refuse it', () => {
  const { code, err } = lint('data/certificates/schema.json', '"name": "scope"', '"name": "registration_no"');
  expect(code).toBe(0);
  expect(err).toMatch(
    /data\/consignments\/schema\.json:\d+:\d+ {2}yibo\.proof\.0 "registration_no" proves nothing: anybody can read it in certificates\.registration_no\. .* {2}\(warning\)\n$/,
  );
});
