import { expect, test } from 'vitest';
import type { DisclosureRecord, PlacedRecord } from '../../src/domain/disclosure/record.js';
import type { Release } from '../../src/domain/disclosure/release.js';
import { PersonTokens } from '../../src/draws/protocol/person-tokens.js';
import { checkRelease, type PublishedParts, publishedRegister } from '../../src/draws/protocol/published-register.js';
import { Register, type RegisterRow } from '../../src/draws/register/register.js';
import type { Seal } from '../../src/draws/seal/seal.js';

const hash = 'ab'.repeat(32);
const facts = { risk: 'risk_class' };
const record = (id: string, fields: DisclosureRecord['fields'], position = 7) =>
  ({ dataset: 'sites', id, fields, position, line: Number(id) }) as unknown as PlacedRecord;
/** More than are read at once. */
const all = Array.from({ length: 2_500 }, (_, nth) =>
  record(String(nth + 1), { risk_class: nth % 2 ? '高' : '低', kind: nth % 5 ? '冷藏' : '常温' }),
);
const last = { position: 7, hash, publishedAt: 1000 } as unknown as Release;
const parts = (
  records = all,
  release: Release | null = last,
): PublishedParts & { draws: { secret: () => Promise<{ code: string; salt: string } | null> } } => ({
  records: {
    scan: async ({ after, limit }) => records.filter(({ line }) => line > (after?.line ?? 0)).slice(0, limit),
  },
  publications: {
    last: async () => release,
    chain: async (after) => (release && after < 7 ? [release] : []),
  },
  draws: { secret: async () => ({ code: '', salt: 'cd'.repeat(32) }) },
});

async function sealOver(tokens?: PersonTokens): Promise<Seal> {
  const { rows, release } = await publishedRegister({ dataset: 'sites', facts, where: { kind: '冷藏' } }, parts());
  const register: readonly RegisterRow[] = tokens ? tokens.rows(rows) : rows;
  const { root, size } = new Register(register);
  return { draw: '示例-1', rule: { id: '示例/1' }, register: { root, size, release } } as unknown as Seal;
}

test('a register is the records of a release that say what is asked, with the facts of the rule and no others', async () => {
  const { rows, release } = await publishedRegister({ dataset: 'sites', facts, where: { kind: '冷藏' } }, parts());
  expect(rows).toHaveLength(2_000);
  expect(rows[0]).toEqual({ id: '2', risk: '高' });
  expect(release).toEqual({ dataset: 'sites', facts, where: { kind: '冷藏' }, position: 7, hash });
  await expect(publishedRegister({ dataset: 'sites', facts, where: {} }, parts([], null))).rejects.toThrow(
    'nothing is published',
  );
});

test('rows that are not those of the release are found out, and another database does not know it', async () => {
  const seal = await sealOver();
  expect((await checkRelease(seal, 'register', parts()))?.words).toBe('the rows are those of release 7 of sites');
  expect(await checkRelease(seal, 'people', parts())).toBeNull();
  expect(await checkRelease(seal, 'register', parts(all.slice(1).slice(1)))).toMatchObject({ answer: 'does not hold' });
  expect(await checkRelease(seal, 'register', parts(all, { ...last, hash: 'ef'.repeat(32) }))).toMatchObject({
    answer: 'does not hold',
    words: expect.stringContaining('not the one that is sealed'),
  });
  expect(await checkRelease(seal, 'register', parts(all, null))).toMatchObject({ answer: 'cannot be known' });
  // What was published after it does not count.
  const later = [...all, record('2501', { risk_class: '高', kind: '冷藏' }, 8)];
  expect(await checkRelease(seal, 'register', parts(later))).toMatchObject({ answer: 'holds' });
});

test('tokens of persons are compared where the salt is', async () => {
  const seal = await sealOver(new PersonTokens('cd'.repeat(32)));
  expect((await checkRelease(seal, 'register', parts()))?.words).toContain('are tokens of those of release 7');
  const nowhere = { ...parts(), draws: { secret: async () => null } };
  expect(await checkRelease(seal, 'register', nowhere)).toMatchObject({ answer: 'does not hold' });
  const ofPeople = { ...seal, rates: {}, rule: { id: '示例/1' } } as unknown as Seal;
  expect(await checkRelease(ofPeople, 'register', nowhere)).toMatchObject({ answer: 'cannot be known' });
});

test('an older release, or one of after the seal, is found out: whoever chooses among them chooses who can be drawn', async () => {
  const sealed_at = 1_800_000_000;
  const seal = { ...(await sealOver()), sealed_at };
  const from = (published: number, next?: number) => {
    const release = (position: number, seconds: number) =>
      ({ position, hash, publishedAt: seconds * 1000 }) as unknown as Release;
    const chain = [release(7, published), ...(next === undefined ? [] : [release(8, next)])];
    return { ...parts(), publications: { ...parts().publications, chain: async () => chain } };
  };
  const check = (published: number, next?: number) => checkRelease(seal, 'register', from(published, next));
  expect(await check(sealed_at - 90_000)).toMatchObject({ answer: 'holds' });
  expect(await check(sealed_at - 90_000, sealed_at + 90_000)).toMatchObject({ answer: 'holds' });
  // Reading the rows takes its time.
  expect(await check(sealed_at - 90_000, sealed_at - 600)).toMatchObject({ answer: 'holds' });
  expect(await check(sealed_at - 90_000, sealed_at - 601)).toMatchObject({
    answer: 'does not hold',
    words: expect.stringContaining('was not the newest when the draw was sealed'),
  });
  expect(await check(sealed_at + 601)).toMatchObject({
    answer: 'does not hold',
    words: expect.stringContaining('after the draw is said to be sealed'),
  });
});
