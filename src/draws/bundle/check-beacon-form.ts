import { largestNumber, mostNumbers } from '../beacon/numbers.js';
import { type NumbersPart, sourceOf } from '../beacon/sealed-beacon.js';
import type { Seal } from '../seal/seal.js';
import { frozenMeat } from '../systems/frozen-meat.js';
import { kindOf } from '../systems/kinds.js';
import { listOf as listOfShape, objectOf as objectOfShape, truth, whole } from '../systems/shapes.js';
import { expectFields, expectText, expectWhole, listOf, objectOf } from './expect.js';
import { fails } from './verdict.js';

/** The most groups of numbers that a seal promises, and the most entries that a file tells. */
const mostParts = 100;
const mostEntries = 1_000;
const digits96 = /^[0-9a-f]{96}$/;
const someText = /./su;
const isPart = objectOfShape({ count: whole, from: whole, to: whole, ordered: truth });
const areNumbers = listOfShape(listOfShape(whole));

/** What a seal waits for, each source with its own fields. */
export function checkSealedBeacon(beacon: Record<string, unknown>): void {
  if (!Object.hasOwn(beacon, 'source')) {
    expectFields(beacon, ['chain', 'round'], 'the beacon of the seal');
    expectWhole(beacon.round, 'the round of the seal');
  } else if (beacon.source === 'codes') {
    expectFields(beacon, ['source'], 'the beacon of the seal');
  } else if (beacon.source === 'numbers') {
    expectFields(beacon, ['source', 'what', 'shape', 'due'], 'the beacon of the seal');
    expectText(beacon.what, someText, 'what numbers are waited for');
    expectWhole(beacon.due, 'when the numbers are due');
    checkShape(listOf(beacon.shape, 'the shape of the numbers'));
  } else fails(`the beacon of the seal is of a source that is not known: ${JSON.stringify(beacon.source)}`);
}

function checkShape(shape: readonly unknown[]): void {
  const parts = shape.filter(isPart) as readonly NumbersPart[];
  if (parts.length < shape.length || shape.length < 1 || shape.length > mostParts)
    fails(`the shape of the numbers is not 1 to ${mostParts} groups of count, from, to, ordered`);
  for (const { count, from, to, ordered } of parts) {
    if (count < 1 || from > to || to > largestNumber) fails('a group of numbers is empty, or too large');
    if (!ordered && count > to - from + 1) fails('a group of numbers has more different ones than there are');
  }
  if (parts.reduce((sum, { count }) => sum + count, 0) > mostNumbers) fails(`more than ${mostNumbers} numbers`);
}

/** Which draws may wait for what: only frozen meat goes on by codes, and it does not go on by numbers. */
export function checkSource(seal: Seal): void {
  const source = sourceOf(seal.beacon);
  const isMeat = kindOf(seal) === frozenMeat;
  if (source === 'numbers' && isMeat)
    fails('frozen meat waits for rounds or codes, not for numbers: each arrival would need its own');
  if (
    source === 'codes' &&
    (!isMeat || seal.mode !== 'sealed' || seal.code === undefined || seal.reveal_by === undefined)
  )
    fails('codes stand in for the beacon of frozen meat only, in a sealed draw with a code and a time to reveal it by');
}

/** What came of a beacon: rounds, entries, or nothing. */
export function checkValues({ beacon }: Seal, values: readonly unknown[]): void {
  const source = sourceOf(beacon);
  if (source === 'codes' && values.length > 0) fails('a beacon is told where codes stand in for it');
  if (source === 'numbers' && values.length > mostEntries) fails(`more than ${mostEntries} entries`);
  for (const value of values) source === 'quicknet' ? checkRound(value) : checkEntry(value);
}

function checkRound(value: unknown): void {
  const round = objectOf(value, 'a round');
  expectFields(round, ['round', 'signature'], 'a round');
  expectWhole(round.round, 'round');
  expectText(round.signature, digits96, 'signature');
}

function checkEntry(value: unknown): void {
  const entry = objectOf(value, 'an entry');
  expectFields(entry, ['by', 'at', 'numbers'], 'an entry');
  expectText(entry.by, someText, 'who typed an entry');
  expectWhole(entry.at, 'when an entry was typed');
  if (!areNumbers(entry.numbers)) fails('the numbers of an entry are no lists of whole numbers');
}
