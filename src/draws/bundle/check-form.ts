import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { dueOf } from '../beacon/sealed-beacon.js';
import { protocol } from '../chance/seed.js';
import type { Seal } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import { misshapen, objectOf as objectOfShape, tableOf, text, whole } from '../systems/shapes.js';
import { bundleFields, sealFields } from './bundle.js';
import { checkSealedBeacon, checkSource, checkValues } from './check-beacon-form.js';
import { expectFields, expectText, expectWhole, listOf, objectOf } from './expect.js';
import { fails } from './verdict.js';

/** How deep lists and objects may lie in one another, the file itself the first. What is deeper ends some programs, and not others. */
const deepest = 64;
const digits64 = /^[0-9a-f]{64}$/;
const isRelease = objectOfShape({
  dataset: text,
  position: whole,
  hash: (value) => typeof value === 'string' && digits64.test(value),
  facts: tableOf(text),
  where: tableOf(text),
});
/** The most characters of a time stamp. */
const longestStamp = 100_000;
/** Base64 of what begins as a sequence of DER does, with the byte 30. */
const stampForm = /^M[A-P][A-Za-z0-9+/]*={0,2}$/;

/**
 * Whether a file is a bundle of this version: exactly its fields, each of its shape. A file of another version that only calls itself this one has other fields.
 * @returns what it is
 */
export function checkForm(given: unknown): string {
  const bundle = objectOf(given, 'the file');
  if (!isWithin(deepest, bundle)) fails(`lists and objects lie in one another more than ${deepest} deep`);
  if (bundle.v !== protocol) fails(`it is of version ${JSON.stringify(bundle.v)}, not ${protocol}`);
  expectFields(bundle, bundleFields, 'the file');
  const seal = objectOf(bundle.seal, 'the seal');
  if (seal.v !== protocol) fails(`the seal is of version ${JSON.stringify(seal.v)}, not ${protocol}`);
  checkSeal(seal);
  expectText(bundle.seal_hash, digits64, 'seal_hash');
  if (bundle.register !== null) rowsOf(bundle.register, 'register');
  if (bundle.people !== null) rowsOf(bundle.people, 'people');
  checkValues(seal as unknown as Seal, listOf(bundle.beacon, 'beacon'));
  for (const code of listOf(bundle.codes, 'codes')) expectText(code, digits64, 'a code');
  if (bundle.result !== null) objectOf(bundle.result, 'result');
  for (const one of listOf(bundle.receipts, 'receipts')) {
    const receipt = objectOf(one, 'a receipt');
    expectText(receipt.hash, digits64, 'the hash of a receipt');
    if (typeof receipt.kind !== 'string') fails('a receipt has no kind');
  }
  expectText(bundle.head, digits64, 'head');
  if (bundle.stamp !== null) checkStamp(bundle.stamp);
  // What cannot be written in the one form of JSON cannot be hashed: half a character, a number that is none.
  canonicalJson(bundle as Json);
  return `a bundle of ${protocol}`;
}

/** Whether it can be a time stamp; whether it is one, and whose, is for `openssl ts -verify` to say. */
function checkStamp(stamp: unknown): void {
  expectText(stamp, stampForm, 'stamp');
  const { length } = stamp as string;
  if (length % 4 !== 0 || length > longestStamp) fails('stamp is not written as it has to be');
}

function isWithin(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => isWithin(depth - 1, part));
}

function checkSeal(seal: Record<string, unknown>): void {
  const { rule, register, beacon, code, mode, draw, system, previous } = seal;
  objectOf(rule, 'rule');
  if (typeof draw !== 'string' || typeof system !== 'string') fails('the seal has no draw number or no system');
  if (mode !== 'public' && mode !== 'sealed') fails(`the mode is ${JSON.stringify(mode)}: public or sealed`);
  rootOf(register, 'register');
  if (seal.people !== undefined) rootOf(seal.people, 'people');
  checkSealedBeacon(objectOf(beacon, 'beacon of the seal'));
  if (code !== undefined) {
    const chain = objectOf(code, 'code');
    expectFields(chain, ['hash', 'steps'], 'code');
    expectText(chain.hash, digits64, 'the hash of the code');
    expectWhole(chain.steps, 'the steps of the code');
  }
  for (const name of ['sealed_at', 'reveal_by']) if (seal[name] !== undefined) expectWhole(seal[name], name);
  const due = dueOf(beacon as Seal['beacon']);
  if (seal.reveal_by !== undefined && due !== null && (seal.reveal_by as number) < due)
    fails('reveal_by is before the round or the numbers of the seal come');
  if (previous !== null) expectText(previous, digits64, 'previous');
  checkSource(seal as unknown as Seal);
  const kind = kindOf(seal as unknown as Seal) ?? fails('the seal is of no kind that this version knows');
  expectFields(seal, [...sealFields, ...Object.keys(kind.fields)], 'the seal');
  const wrong = misshapen(seal, kind.fields) ?? misshapen(rule as Record<string, unknown>, kind.rule ?? {});
  if (wrong !== null) fails(`${wrong} of the seal is missing, or not written as it has to be`);
}

function rootOf(value: unknown, name: string): void {
  const sealed = objectOf(value, name);
  expectFields(sealed, ['root', 'size', 'release?'], name);
  expectText(sealed.root, digits64, `the root of ${name}`);
  expectWhole(sealed.size, `the size of ${name}`);
  if (sealed.release !== undefined && !isRelease(sealed.release))
    fails(`the release of ${name} is not dataset, position, hash, facts and where`);
}

function rowsOf(value: unknown, name: string): void {
  for (const row of listOf(value, name))
    if (typeof objectOf(row, `a row of ${name}`).id !== 'string') fails(`a row of ${name} has no id`);
}
