// Recomputes every public root and seal of Yibo's chain of releases (docs/open-data.md, "The public root").
// node verify-chain.mjs https://HOST     from the open API        Exit: 0 all holds, 1 something does not, 2 it could not be read.
// node verify-chain.mjs FOLDER           from an exported folder  Add the seal that you noted to see that it is still in the chain.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
function canonical(value) { // RFC 8785: JSON.stringify writes texts and numbers as it wants them
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}
function rootOf(hashes) { // RFC 6962
  if (hashes.length === 0) return sha('').toString('hex');
  let level = hashes;
  while (level.length > 1) {
    const next = [];
    for (let at = 0; at < level.length; at += 2) next.push(level[at + 1] ? sha('\x01', level[at], level[at + 1]) : level[at]);
    level = next;
  }
  return level[0].toString('hex');
}

const [given = '', noted] = process.argv.slice(2);
const source = given.replace(/\/+$/, '');
const isApi = source.startsWith('http');

class Broken extends Error {}
const fail = (words) => { throw new Broken(words); };

async function ask(path) {
  const answer = await fetch(`${source}/api/v1${path}`);
  if (answer.ok) return answer.json();
  if (![429, 503].includes(answer.status)) throw new Error(`${path} answers ${answer.status}`);
  await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('retry-after') ?? 10)));
  return ask(path);
}
async function* pages(path, name) {
  for (let after = 0, more = true; more; ) {
    const page = await ask(`${path}?limit=1000&after=${after}`);
    yield* page[name];
    [after, more] = [page.next, page.hasMore ?? page.next !== null];
  }
}
async function* lines(name) {
  const input = createReadStream(`${source}/${name}`);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield JSON.parse(line);
}
const releases = () => (isApi ? pages('/releases', 'releases') : lines('public/releases.jsonl'));
const rowsOf = (no) => (isApi ? pages(`/releases/${no}/rows`, 'rows') : lines(`public/rows-${no}.jsonl`));

async function verify() {
  let [seal, sealed, told, count, isNotedSeen] = ['', 0, 0, 0, noted === undefined];
  const inForce = new Map();
  const withheld = new Map();
  const changed = new Set();
  for await (const release of releases()) {
    const { position: no, dataset, public: open } = release;
    if (open === null) { console.log(`release ${no} and later ones are not sealed yet`); break; }
    const where = `release ${no} of ${dataset}`;
    const leaves = [];
    for await (const { index, leaf, row, closed, id } of rowsOf(no)) {
      if (index !== leaves.length) fail(`${where}: row ${leaves.length} is missing`);
      leaves.push(Buffer.from(leaf, 'hex'));
      if (closed === 'ended') withheld.set(`${dataset}\n${id}`, where);
      if (closed === 'field-withheld') changed.add(dataset);
      if (row === null) continue;
      if (sha('\0', canonical(row)).toString('hex') !== leaf) fail(`${where}: record ${row.id} (row ${index}) is not what was sealed`);
      if (row.dataset !== dataset || row.version.position !== no) fail(`${where}: record ${row.id} is of another release`);
      if (!row.fields) withheld.delete(`${dataset}\n${row.id}`);
      if (!inForce.has(dataset)) inForce.set(dataset, new Map());
      inForce.get(dataset).set(row.id, row.fields);
      told++;
    }
    if (leaves.length !== open.size || rootOf(leaves) !== open.root) fail(`${where}: its ${leaves.length} rows do not have its root`);
    const { sample, hash, publishedAt } = release;
    const parts = { form: 'yibo-public-root/1', position: no, dataset, sample, hash, publishedAt, size: open.size, root: open.root, previous: seal };
    seal = sha(canonical(parts)).toString('hex');
    if (open.previous !== parts.previous || open.seal !== seal) fail(`${where}: its seal does not fit, or is not behind the one before`);
    isNotedSeen ||= noted === seal;
    [sealed, count] = [sealed + 1, count + leaves.length];
  }
  if (!isNotedSeen) fail(`the seal ${noted} is not in this chain`);
  for (const [name, where] of withheld) fail(`${where}: record ${name.split('\n')[1]} is told no more, and no withdrawal of it was sealed`);
  if (!isApi) for (const [dataset, records] of inForce) if (!changed.has(dataset)) checkFile(dataset, records);
  console.log(`All holds: ${sealed} releases, ${count} rows, ${told} of them told. The public seal is ${seal}`);
}

function checkFile(dataset, records) { // a table beside the rows says what the newest rows say
  const path = `${source}/data/${dataset}.csv`;
  if (!existsSync(path)) return;
  const key = (cells) => canonical(Object.fromEntries(cells.filter(([name, text]) => text !== '' && !name.startsWith('yibo:'))));
  const wanted = new Map([...records].filter(([, fields]) => fields).map(([id, fields]) => [key(Object.entries(fields)), id]));
  const [head, ...rows] = cellsOf(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  for (const [place, row] of rows.entries()) {
    if (!wanted.delete(key(head.map((name, at) => [name, row[at] ?? ''])))) fail(`data/${dataset}.csv: record ${place + 1}, ${row[0]}, is not what was sealed`);
  }
  for (const id of wanted.values()) fail(`data/${dataset}.csv: record ${id} is missing`);
}
function cellsOf(text) { // CSV, RFC 4180
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '' && rows.at(-1).length === 0) break;
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

try {
  if (source === '') throw new Error('name an address or a folder');
  await verify();
} catch (error) {
  console.log(error instanceof Broken ? `BROKEN ${error.message}` : `COULD NOT READ ${source}: ${error.message}`);
  process.exitCode = error instanceof Broken ? 1 : 2;
}
