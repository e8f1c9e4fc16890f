/** Texts as rows of weighted features, one after another: row r is from `starts[r]` to `starts[r + 1]`. */
export interface Vectors {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
}

/** Which features count, and how much: the rarer, the more (inverse document frequency). */
export interface Vocabulary {
  readonly indexes: ReadonlyMap<string, number>;
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
    indexes: new Map(kept.map(([feature], index) => [feature, index])),
    weights: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + texts.length) / (1 + count))),
  };
}

/** One text as a row of weighted features, of length 1 (Euclid). */
export interface TextVector {
  readonly features: Uint32Array;
  readonly values: Float32Array;
  /** How much the features weigh together that the vocabulary has. */
  readonly met: number;
  /** How many features it has not. */
  readonly missed: number;
}

/** Weighs a text's features: how often each is there, damped, times how rare it is. */
export function vectorOf(features: ReadonlyMap<string, number>, vocabulary: Vocabulary): TextVector {
  const counts = new Map<number, number>();
  for (const [feature, count] of features) {
    const index = vocabulary.indexes.get(feature);
    if (index !== undefined) counts.set(index, count);
  }
  return weighed(counts, features.size - counts.size, vocabulary);
}

/**
 * The same of features given by their indexes in the vocabulary.
 * @param counts how often each is there
 * @param missed how many others there are
 */
export function weighed(counts: ReadonlyMap<number, number>, missed: number, { weights }: Vocabulary): TextVector {
  const features = new Uint32Array(counts.size);
  const values = new Float32Array(counts.size);
  let size = 0;
  let square = 0;
  let met = 0;
  for (const [feature, count] of counts) {
    const weight = weights[feature] as number;
    const value = count === 1 ? weight : (1 + Math.log(count)) * weight;
    met += weight;
    square += value * value;
    features[size] = feature;
    values[size++] = value;
  }
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < size; at++) values[at] = (values[at] as number) / length;
  return { features, values, met, missed };
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
