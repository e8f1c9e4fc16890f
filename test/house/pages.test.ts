import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { defaultGuessRules } from '../../src/disclosure/guessing/rules.js';
import { hourly, nightly } from '../../src/service/checks.js';
import { DeliveryRefused, refusalReasons } from '../../src/web/delivery-refused.js';
import { root } from '../commands/run-yibo.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const folders = ['bench', 'data', 'deploy', 'docs', 'intents', 'menus', 'src', 'test'];
const pages = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ),
].filter((path) => path.endsWith('.md'));
const operations = read('docs/operations.md');

/** The names by which a page's headings can be linked to. */
function anchorsOf(page: string): readonly string[] {
  const headings = read(page).match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('every link of %s leads somewhere', (page) => {
  for (const [link, to = '', place] of read(page).matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g)) {
    const target = to === '' ? page : join(dirname(page), to);
    expect(existsSync(join(root, target)), link).toBe(true);
    if (place !== undefined && target.endsWith('.md')) expect(anchorsOf(target), link).toContain(place);
  }
});

test('operations says of each kind of data that has a rule of retention what it removes', () => {
  const { rules } = parse(read('data/retention.yaml')) as { readonly rules: readonly { readonly what: string }[] };
  const [, section = ''] = operations.split(/^## Retention.*$/m);
  const told = [...(section.split(/^## /m)[0] ?? '').matchAll(/^\| `([\w-]+)` \| [a-z]/gm)].map(([, what]) => what);
  expect(told.sort()).toEqual(rules.map(({ what }) => what).sort());
});

test('every decision has a number of its own, and is listed by it with its title', () => {
  const files = readdirSync(join(root, 'docs/decisions')).filter((name) => name !== 'README.md');
  const listed = [...read('docs/decisions/README.md').matchAll(/^\| (\d+) \| \[(.*)\]\((.*)\) \|/gm)];
  expect(listed.map(([, , , name]) => name).sort()).toEqual(files.sort());
  expect(new Set(listed.map(([, number]) => number)).size).toBe(files.length);
  for (const [, number, title, name = ''] of listed) {
    expect(Number.parseInt(name, 10)).toBe(Number(number));
    expect(read(`docs/decisions/${name}`).split('\n', 1)).toEqual([`# ${title}`]);
  }
});

describe.each(pages.filter((path) => path.startsWith('src')))('the page %s', (path) => {
  const page = read(path);
  const files = readdirSync(join(root, dirname(path))).filter((name) => /\.(ts|js|css|html)$/.test(name));
  const named = [...page.matchAll(/`([\w*-]+\.(?:ts|js|css|html))`/g)].map(([, name = '']) => name);

  test('names every file, where it lists them', () => {
    if (!page.includes('| File |') || page.includes('| the others |')) return;
    const shapes = named.map((name) => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`));
    expect(files.filter((file) => !shapes.some((shape) => shape.test(file)))).toEqual([]);
  });
});

test('operations says of every reason to refuse a delivery whether its sender has proved anything', () => {
  const section = operations.slice(
    operations.indexOf('### Refused deliveries'),
    operations.indexOf('## Where it runs'),
  );
  const rows = [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)].slice(1);
  const said = rows.flatMap(([, names = '', sender = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name, !sender.startsWith('has proved nothing')] as const),
  );
  expect([...said].sort()).toEqual(refusalReasons.map((one) => [one, new DeliveryRefused(one).isProved]).sort());
});

test('operations names what the service looks at by itself', () => {
  const [, byDay = '', byNight = ''] =
    /Checks are told by the process that did them: ([\s\S]*?) each hour; ([\s\S]*?) between/.exec(operations) ?? [];
  const names = (text: string) => text.split(/,\s+|\s+and\s+/).sort();
  expect([names(byDay), names(byNight)]).toEqual([[...hourly].sort(), [...nightly].sort()]);
});

test('every limit of guesses stands in data/guessing.yaml, and as it is there in data/README.md', () => {
  const written = parse(read('data/guessing.yaml'));
  expect(Object.keys(written)).toEqual(Object.keys(defaultGuessRules));
  const [, shown = ''] = /## Guesses\n[\s\S]*?```yaml\n([\s\S]*?)```/.exec(read('data/README.md')) ?? [];
  expect(parse(shown)).toEqual(written);
});
