import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FeatureHits, type Hits } from '../../src/understanding/deciding/feature-hits.js';

const answers = 5;
const questions = 9;

/** Places with how much counts there, in halves: sums of them are exact. */
const counts = (places: number) =>
  fc
    .array(fc.tuple(fc.nat(places - 1), fc.integer({ min: 1, max: 64 })), { maxLength: 6 })
    .map((list) => list.flatMap(([place, halves]) => [place, halves / 2]));
const hits: fc.Arbitrary<Hits> = fc.record({ words: counts(answers), questions: counts(questions) });
const features = fc.oneof(fc.nat(40), fc.nat(40_000), fc.constant(0));

test('what each feature says is added, and nothing by one that says nothing', () => {
  const asked = fc.array(fc.tuple(features, fc.integer({ min: 1, max: 8 })), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(fc.tuple(features, hits), { maxLength: 60 }), asked, (given, question) => {
      const byFeature = new Map(given);
      const flat = new FeatureHits(byFeature);
      const found = [new Float64Array(answers), new Float64Array(questions)] as const;
      const expected = [new Float64Array(answers), new Float64Array(questions)] as const;
      for (const [feature, value] of question) {
        flat.addTo(...found, feature, value);
        const { words = [], questions = [] } = byFeature.get(feature) ?? {};
        addTo(expected[0], words, value);
        addTo(expected[1], questions, value);
      }
      expect(found).toEqual(expected);
    }),
  );
});

function addTo(sums: Float64Array, hits: readonly number[], value: number): void {
  for (let at = 0; at < hits.length; at += 2)
    sums[hits[at] ?? 0] = (sums[hits[at] ?? 0] ?? 0) + (hits[at + 1] ?? 0) * value;
}
