// Recomputes every public root and seal of Yibo's chain of releases (docs/open-data.md, "The public root").
// node verify-chain.mjs https://HOST     from the open API        Add the seal that you noted to see that it is still in the chain.
// node verify-chain.mjs FOLDER           from an exported folder, or a mirror
// Exit: 0 all holds, 1 something does not, 2 it could not be read, 3 what could be compared holds, and not all could.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';

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
async function* texts(name) {
  let rest = '';
  for await (const piece of createReadStream(`${source}/${name}`, 'utf8')) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest !== '') yield rest;
}
async function* lines(name) {
  for await (const text of texts(name)) yield JSON.parse(text);
}
const releases = () => (isApi ? pages('/releases', 'releases') : lines('public/releases.jsonl'));
const rowsOf = (no) => (isApi ? pages(`/releases/${no}/rows`, 'rows') : lines(`public/rows-${no}.jsonl`));

async function verify() {
  let [seal, sealed, told, count, isNotedSeen] = ['', 0, 0, 0, noted === undefined];
  const [inForce, ways, ended, gaps, unsealed] = [new Map(), new Map(), new Map(), new Map(), new Map()];
  for await (const release of releases()) {
    const { position: no, dataset, public: open } = release;
    const where = `release ${no} of ${dataset}`;
    if (!inForce.has(dataset)) inForce.set(dataset, new Map());
    const [leaves, way, ids, records] = [[], new Set(), new Set(), inForce.get(dataset)]; // an id is in a release once
    if (open === null) {
      unsealed.set(dataset, `release ${no} is not sealed yet`);
      continue;
    }
    if (unsealed.size > 0) fail(`${where} is sealed, and one before it is not`);
    for await (const { index, leaf, row, closed, id: named } of rowsOf(no)) {
      if (index !== leaves.length) fail(`${where}: row ${leaves.length} is missing`);
      leaves.push(Buffer.from(leaf, 'hex'));
      const id = row === null ? named : row.id;
      if (id !== undefined && ids.has(id)) fail(`${where}: record ${id} is in it twice`);
      ids.add(id);
      if (row === null) {
        way.add(closed);
        if (!['ended', 'field-withheld', 'lookup-only'].includes(closed)) fail(`${where}: row ${index} is closed without a reason that is known`);
        if (closed !== 'lookup-only' && typeof id !== 'string') fail(`${where}: row ${index} is closed, and its record is not named`);
        if (closed === 'ended') ended.set(`${dataset}\n${id}`, where);
        if (closed === 'field-withheld') records.set(id, null); // in force, and what it says cannot be compared
        continue;
      }
      if (sha('\0', canonical(row)).toString('hex') !== leaf) fail(`${where}: record ${row.id} (row ${index}) is not what was sealed`);
      if (row.dataset !== dataset || row.version.position !== no) fail(`${where}: record ${row.id} is of another release`);
      told++;
      way.add(row.fields ? 'told' : 'end');
      if (row.fields) records.set(row.id, row);
      else [records.delete(row.id), ended.delete(`${dataset}\n${row.id}`)];
    }
    if (leaves.length !== open.size || rootOf(leaves) !== open.root) fail(`${where}: its ${leaves.length} rows do not have its root`);
    if (way.has('told') && way.has('field-withheld')) fail(`${where}: a field is withheld in some of its rows, and not in all`);
    ways.set(dataset, new Set([...(ways.get(dataset) ?? []), ...way]));
    if (ways.get(dataset).has('lookup-only') && ways.get(dataset).size > 1) fail(`${where}: lookup-only are all rows of a dataset, or none`);
    const { sample, hash, publishedAt } = release;
    const parts = { form: 'yibo-public-root/1', position: no, dataset, sample, hash, publishedAt, size: open.size, root: open.root, previous: seal };
    seal = sha(canonical(parts)).toString('hex');
    if (open.previous !== parts.previous || open.seal !== seal) fail(`${where}: its seal does not fit, or is not behind the one before`);
    isNotedSeen ||= noted === seal;
    [sealed, count] = [sealed + 1, count + leaves.length];
  }
  if (!isNotedSeen) fail(`the seal ${noted} is not in this chain`);
  for (const [name, where] of ended) fail(`${where}: record ${name.split('\n')[1]} is told no more, and no withdrawal of it was sealed`);
  const closed = [...ways.keys()].filter((name) => ways.get(name).has('lookup-only')).sort();
  for (const [dataset, records] of inForce) {
    const hidden = [...records.values()].filter((one) => one === null).length;
    if (hidden > 0) gaps.set(dataset, `${hidden} records were sealed with a field that is no longer public`);
  }
  for (const file of tables()) {
    const dataset = file.slice('data/'.length, file.lastIndexOf('.'));
    if (closed.includes(dataset)) fail(`${file}: ${dataset} is lookup-only, and has no table`);
    if (!unsealed.has(dataset)) await check(file, inForce.get(dataset) ?? new Map());
  }
  for (const [dataset, why] of unsealed) gaps.set(dataset, why);
  if (sealed === 0) gaps.set('the chain', 'no release is sealed');
  for (const name of [...gaps.keys()].sort()) console.log(`not compared: ${name} (${gaps.get(name)})`);
  console.log(`${gaps.size > 0 ? 'Not all could be compared' : 'All holds'}: ${sealed} releases, ${count} rows, ${told} of them told. The public seal is ${seal || 'none'}`);
  const others = isApi ? 'whatever else this service shows, its pages too' : 'whatever else is in this folder, pages and photographs too';
  console.log(`Not checked: ${[...closed.map((name) => `what ${name} says (lookup-only)`), others].join('; ')}`);
  return gaps.size > 0 ? 3 : 0;
}

function tables() {
  const names = isApi || !existsSync(`${source}/data`) ? [] : readdirSync(`${source}/data`).sort();
  return names.filter((name) => /\.(csv|jsonl)$/.test(name)).map((name) => `data/${name}`);
}

async function check(file, records) { // a table beside the rows says what the newest rows say
  const key = (fields, isSample) => canonical([Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== '')), isSample]);
  const [wanted, strays] = [new Map(), []];
  let [hidden, place] = [0, 0];
  for (const [id, row] of records) {
    const says = row && key(row.fields, row.sample);
    if (row === null) hidden++;
    else if (!wanted.get(says)?.push(id)) wanted.set(says, [id]);
  }
  for await (const { 'yibo:sample': sample = '', ...fields } of rowsIn(file)) {
    const which = `record ${++place}, ${Object.values(fields)[0] ?? ''},`;
    const note = Object.keys(fields).find((name) => name.startsWith('yibo:'));
    if (note !== undefined) fail(`${file}: nobody knows a column ${note}`);
    if (!['', '示例', true].includes(sample)) fail(`${file}: ${which} has a yibo:sample that nobody knows`);
    if (wanted.get(key(fields, sample !== ''))?.pop() === undefined) strays.push(which);
  }
  if (strays.length > 0 && hidden === 0) fail(`${file}: ${strays[0]} is not what was sealed`);
  for (const [id] of wanted.values()) if (id !== undefined) fail(`${file}: record ${id} is missing, or is not what was sealed`);
  if (strays.length !== hidden) fail(`${file}: of ${hidden} records that are not told it has ${strays.length}`);
}

async function* rowsIn(file) { // the rows of a table, each as texts by the names of its columns
  let place = 0;
  if (file.endsWith('.jsonl')) {
    for await (const text of texts(file)) {
      const row = JSON.parse(text);
      if (JSON.stringify(row) !== text) fail(`${file}: record ${place + 1} is not in the form that is exported, or has a name twice`);
      place++;
      yield row;
    }
    return;
  }
  const [head, ...rows] = cellsOf(file, readFileSync(`${source}/${file}`, 'utf8').replace(/^\ufeff/, ''));
  const twice = head?.find((name, at) => head.indexOf(name) !== at);
  if (twice !== undefined) fail(`${file}: its header has ${twice} twice`);
  for (const row of rows) {
    if (row.length !== head.length) fail(`${file}: record ${place + 1} has ${row.length} cells, and its header ${head.length}`);
    place++;
    yield Object.fromEntries(head.map((name, at) => [name, row[at]]));
  }
}
function cellsOf(file, text) { // CSV, RFC 4180
  const rows = [[]];
  let read = 0;
  for (const [cell, quoted, plain, end] of text.matchAll(/(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n)/gy)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
    read += cell.length;
  }
  if (read < text.length || rows.at(-1).length > 0) fail(`${file}: record ${rows.length - 1} is not CSV, or has no end`);
  return rows.slice(0, -1);
}

try {
  if (source === '') throw new Error('name an address or a folder');
  process.exitCode = await verify();
} catch (error) {
  console.log(error instanceof Broken ? `BROKEN ${error.message}` : `COULD NOT READ ${source}: ${error.message}`);
  process.exitCode = error instanceof Broken ? 1 : 2;
}
