/** Texts as rows of weighted features, one after another: row r is from `starts[r]` to `starts[r + 1]`. */
export interface Vectors {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
}

/** Which features count, and how much: the rarer, the more (inverse document frequency). */
export interface Vocabulary {
  readonly places: ReadonlyMap<string, number>;
  readonly weights: Float32Array;
}

/** @param minTexts features of fewer texts are left out: they tell nothing of others */
export function vocabularyOf(texts: readonly ReadonlyMap<string, number>[], minTexts: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const features of texts) {
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= minTexts).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    places: new Map(kept.map(([feature], place) => [feature, place])),
    weights: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + texts.length) / (1 + count))),
  };
}

/** One text as a row of length 1 (Euclid): how often, damped, times how rare. */
export function vectorOf(
  features: ReadonlyMap<string, number>,
  { places, weights }: Vocabulary,
): { readonly features: Uint32Array; readonly values: Float32Array } {
  const found = new Uint32Array(features.size);
  const values = new Float32Array(features.size);
  let size = 0;
  let square = 0;
  for (const [feature, count] of features) {
    const place = places.get(feature);
    if (place === undefined) continue;
    const value = (count === 1 ? 1 : 1 + Math.log(count)) * (weights[place] ?? 0);
    square += value * value;
    found[size] = place;
    values[size++] = value;
  }
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < size; at++) values[at] = (values[at] as number) / length;
  return { features: found.subarray(0, size), values: values.subarray(0, size) };
}

export function vectorsOf(texts: readonly ReadonlyMap<string, number>[], vocabulary: Vocabulary): Vectors {
  const rows = texts.map((features) => vectorOf(features, vocabulary));
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? 0) + row.features.length;
  });
  const total = starts[rows.length] ?? 0;
  const features = new Uint32Array(total);
  const values = new Float32Array(total);
  rows.forEach((row, index) => {
    features.set(row.features, starts[index]);
    values.set(row.values, starts[index]);
  });
  return { starts, features, values };
}
