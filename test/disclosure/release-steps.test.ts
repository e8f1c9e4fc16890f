import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/domain/disclosure/facts.js';
import { type Release, type ReleaseState, releaseHash } from '../../src/domain/disclosure/release.js';
import { approve, seal } from '../../src/domain/disclosure/release-steps.js';
import { RunningRoot, rootOf } from '../../src/domain/disclosure/root.js';

const body = { sha256: 'f'.repeat(64), versions: 2, growth: 1, root: 'a'.repeat(64) };

function release(state: ReleaseState, more: Partial<Release> = {}): Release {
  const why = { reason: '例行公开', legalBasis: '《政府信息公开条例》', madeBy: '张三', madeAt: 1000 };
  const whence = { source: '检验系统', file: 'w.csv', header: ['bottle_code'], fetchedAt: 900 };
  const what = { no: 7, dataset: 'wines', sample: false, columns: ['bottle_code'], ...body };
  const open = { approvedBy: null, approvedAt: null, publishedAt: null, position: null, previous: null, hash: null };
  return { ...what, ...why, ...whence, ...open, state, ...more };
}

describe('approving', () => {
  test('makes a draft an approved release in the name of somebody else', () => {
    const approved = { state: 'approved', approvedBy: '李四', approvedAt: 2000 };
    expect(approve(release('draft'), { by: '李四' }, 2000)).toEqual({ ...release('draft'), ...approved });
  });

  test('of a release that is loading brings its body', () => {
    const loading = release('loading', { versions: 0, growth: 0, root: '', sha256: '' });
    expect(approve(loading, { by: '李四', body }, 2000)).toMatchObject({ ...body, state: 'approved' });
  });

  test.each(['张三', ' 张\u200b三 ', '张 三'])('nobody approves their own, as %j either', (by) => {
    const refused = expect.objectContaining({
      code: 'same-person',
      message: `${by} made release 7: somebody else has to approve it.`,
    });
    expect(() => approve(release('draft'), { by }, 2000)).toThrow(refused);
    expect(() => approve(release('loading'), { by, body }, 2000)).toThrow(refused);
  });

  test('needs a name', () => {
    const refused = expect.objectContaining({ code: 'unnamed', message: 'Say who approves release 7.' });
    expect(() => approve(release('draft'), { by: '\u200b' }, 2000)).toThrow(refused);
  });

  test.each<ReleaseState>(['loading', 'approved', 'published', 'discarded'])('is for drafts, not for %s', (state) => {
    const message = `Release 7 is ${state}, not a draft.`;
    const refused = expect.objectContaining({ code: 'wrong-state', message });
    expect(() => approve(release(state), { by: '李四' }, 2000)).toThrow(refused);
  });

  test('with a body is for one that is loading', () => {
    expect(() => approve(release('draft'), { by: '李四', body }, 2000)).toThrow('is draft, not being loaded');
  });
});

describe('sealing', () => {
  const approved = release('approved', { approvedBy: '李四', approvedAt: 2000 });
  const last = { position: 3, publishedAt: 9500, hash: 'b'.repeat(64) };

  test('makes the first of the chain', () => {
    const sealed = seal(approved, null, 9000);
    expect(sealed).toMatchObject({ state: 'published', position: 1, publishedAt: 9000, previous: '' });
    expect(sealed.hash).toBe(releaseHash(sealed));
  });

  test('ties it to the last, and never stands before it in time', () => {
    expect(seal(approved, last, 9900)).toMatchObject({ position: 4, publishedAt: 9900, previous: last.hash });
    expect(seal(approved, last, 9000)).toMatchObject({ position: 4, publishedAt: 9500 });
    expect(seal(approved, last, 9000).hash).not.toBe(seal(approved, { ...last, hash: 'c'.repeat(64) }, 9000).hash);
  });

  test.each<ReleaseState>(['loading', 'draft', 'published', 'discarded'])('is refused of what is %s', (state) => {
    const refused = expect.objectContaining({ code: 'wrong-state', message: `Release 7 is ${state}, not approved.` });
    expect(() => seal(release(state), last, 9000)).toThrow(refused);
  });
});

test('the root is the SHA-256 over the hashes in their order, in pages as at once', () => {
  const versions = ['x', 'y', 'z'].map((hash) => ({ hash }));
  const expected = createHash('sha256').update('xyz').digest('hex');
  expect(rootOf(versions)).toBe(expected);
  const root = new RunningRoot();
  root.add(versions.slice(0, 2));
  root.add([]);
  root.add(versions.slice(2));
  expect(root.conclude()).toBe(expected);
  expect(rootOf(versions.toReversed())).not.toBe(expected);
});

test('facts are the values by their columns; one that is missing is empty', () => {
  expect(factsOf(['b', 'a', 'c'], '["1","2"]')).toEqual({ b: '1', a: '2', c: '' });
});
