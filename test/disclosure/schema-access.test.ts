import { describe, expect, test } from 'vitest';
import { loadDatasets } from '../../src/schemas/schema.js';
import { worthlessProofs } from '../../src/schemas/schema-proofs.js';
import { installation } from '../../src/service/installation.js';
import { dataWith, type FieldFile, refusalsIn, refusalsOf, schemaWith } from './schema-fixtures.js';

const owner: FieldFile = { name: 'owner', title: '货主', type: 'string', constraints: { required: true } };
const closed = (proof: readonly string[], more: object = {}) => ({
  yibo: { id: ['lot'], access: 'lookup', proof, ...more },
});
const toCheeses = { foreignKeys: [{ fields: 'lot', reference: { resource: 'cheeses', fields: 'lot' } }] };

describe('a dataset that is answered one record at a time', () => {
  test('says what proves the right to ask', () => {
    expect(refusalsOf([owner], closed(['owner']))).toEqual([]);
    expect(refusalsOf([owner], closed([]))).toEqual([
      'yibo.access "lookup" needs what proves the right to ask. Name fields in "proof", or in "toldWith" the dataset whose records these are told with.',
    ]);
  });

  test('takes as proof neither what names the record, nor what may be empty', () => {
    expect(refusalsOf([owner], closed(['lot']))).toEqual([
      'yibo.proof.0 "lot" is part of the id: whoever names a record has it. Choose another field, or say with "toldWith" which dataset\'s records these are told with.',
    ]);
    expect(refusalsOf([{ ...owner, constraints: {} }], closed(['owner']))).toEqual([
      'yibo.proof.0 "owner" may be empty, and proves nothing then. Make the field required.',
    ]);
  });

  test('has one of the two: a proof of its own, or that of the records it is told with', () => {
    expect(refusalsOf([owner], closed(['owner'], { toldWith: 'cheeses' }))).toEqual([
      'yibo.toldWith stands beside "proof", and only one of them can count. Remove one.',
    ]);
    expect(refusalsOf([owner], { yibo: { id: ['lot'], proof: ['owner'], toldWith: 'cheeses' } })).toEqual([
      'yibo.proof proves nothing where all is open. Remove it, or make the access "lookup".',
      'yibo.toldWith is for access "lookup". Remove it, or make the access "lookup".',
    ]);
  });

  test('is told with records that ask for a proof, and that it refers to', () => {
    const refusals = (toldWith: string, more: object = {}, cheeses = schemaWith([owner], closed(['owner']))) =>
      refusalsIn(dataWith({ cheeses, tastings: schemaWith([], { ...closed([], { toldWith }), ...more }) }));
    expect(refusals('cheeses', toCheeses)).toEqual([]);
    expect(refusals('cheese', toCheeses)).toEqual(['yibo.toldWith "cheese" is no dataset. Did you mean "cheeses"?']);
    expect(refusals('cheeses')).toEqual([
      'yibo.toldWith no foreign key leads to the id of "cheeses" (lot). Add one to "foreignKeys".',
    ]);
    expect(refusals('cheeses', toCheeses, schemaWith())).toEqual([
      'yibo.toldWith "cheeses" asks for no proof itself. Name a dataset that has "proof".',
    ]);
  });
});

describe('a proof that anybody can read in an open dataset', () => {
  const uscc = { ...owner, 'yibo:is': 'uscc' };
  const warningsOf = (proof: FieldFile, field: FieldFile, more: object = {}) => {
    const cheeses = schemaWith([proof], closed([proof.name as string]));
    const data = dataWith({ cheeses, prizes: schemaWith([field], more) });
    return worthlessProofs(loadDatasets(data)).map(({ file, path, message }) => ({ file, said: `${path} ${message}` }));
  };
  const place = { name: 'a', title: '甲', type: 'string' };

  test.each<[string, FieldFile, FieldFile, object]>([
    ['of the same kind of identifier', uscc, { ...place, 'yibo:is': 'uscc' }, {}],
    ['that may hold that kind', uscc, { ...place, 'yibo:holds': ['vin', 'uscc'] }, {}],
    ['of the same title', owner, { ...place, title: '货主' }, {}],
    [
      'that refers to it',
      owner,
      place,
      { foreignKeys: [{ fields: 'a', reference: { resource: 'cheeses', fields: 'owner' } }] },
    ],
  ])('is warned of, at its place: a field %s', (_, proof, field, more) => {
    const [warning, ...others] = warningsOf(proof, field, more);
    expect(warning?.file).toMatch(/cheeses\/schema\.json$/);
    expect(warning?.said).toBe(
      'yibo.proof.0 "owner" proves nothing: anybody can read it in prizes.a. Choose a field that no open dataset has.',
    );
    expect(others).toEqual([]);
  });

  test('is warned of by its name; a day of that name is another day unless the rows tell whose it is', () => {
    expect(warningsOf(owner, { ...owner, title: '得主' })).toHaveLength(1);
    const day = { ...owner, name: 'made_on', type: 'date' };
    expect(warningsOf(day, { ...day, title: '颁奖日期' })).toEqual([]);
    expect(warningsOf(day, { ...day, title: '颁奖日期' }, toCheeses)).toHaveLength(1);
  });

  test('is no proof of a dataset of this project', () => {
    const datasets = loadDatasets(installation().data);
    expect(worthlessProofs(datasets)).toEqual([]);
    const rights = [...datasets.values()]
      .filter(({ access }) => access === 'lookup')
      .map(({ name, proof, toldWith }) => [name, toldWith ?? proof.join()]);
    expect(rights).toEqual([
      ['consignments', 'registration_no'],
      ['containers', 'consignments'],
      ['enterprises', 'registered_on'],
      ['process-events', 'consignments'],
    ]);
  });
});

describe('an appeal period', () => {
  const day = { name: 'until', title: '申诉期至', type: 'date' };
  const result = { name: 'result', title: '结果', type: 'string' };
  const refusals = (appeal: object, fields: readonly FieldFile[] = [day, result], keys: readonly object[] = []) =>
    refusalsOf(fields, { yibo: { id: ['lot'], keys, appeal } });

  test('names a day, and what waits for it', () => {
    expect(refusals({ until: 'until', withholds: ['result'] })).toEqual([]);
    expect(refusals({ until: 'result', withholds: ['results'] })).toEqual([
      'yibo.appeal.until "result" is no day. Name a field of type date.',
      'yibo.appeal.withholds.0 "results" is no field. Did you mean "result"?',
    ]);
  });

  test('withholds nothing that a record is named or found by, or that may not be empty', () => {
    const known = 'cannot be withheld: the record is named, found or proved by it. Take it out there.';
    const keys = [{ name: 'result', field: 'result' }];
    expect(refusals({ until: 'until', withholds: ['lot', 'result'] }, [day, result], keys)).toEqual([
      `yibo.appeal.withholds.0 "lot" ${known}`,
      `yibo.appeal.withholds.1 "result" ${known}`,
    ]);
    const required = { ...result, constraints: { required: true } };
    expect(refusals({ until: 'until', withholds: ['result'] }, [day, required])).toEqual([
      'yibo.appeal.withholds.0 "result" is required, and empty while it is withheld. Take "required" away.',
    ]);
  });
});
