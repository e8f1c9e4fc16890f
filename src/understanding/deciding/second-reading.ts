import type { FoundIdentifier, ReadMessage } from '../reading/identifiers-in-text.js';
import { numeralsIn } from '../reading/numerals.js';

/** What a number or an identifier can be, and where it stands: `start` from 0, `end` the place after it. */
interface Named {
  readonly kind: FoundIdentifier['kinds'][number] | 'number';
  readonly start: number;
  readonly end: number;
}

/**
 * A number or an identifier says nothing of what somebody wants: the message is also read with marks in their place, and the
 * surer reading counts. A mark names every kind that the identifier can be.
 * @returns the text of the second reading; null when it names no identifier of a known kind, and no number in Chinese numerals
 *
 * @example
 * secondReading(read('十二箱红酒', content).message); // '@number箱红酒', which is classified as it is
 * secondReading(read('箱号CSQU3054383', content).message); // '箱号@sticker-code@bottle-code@vin-or-sticker@container-no'
 * secondReading(read('红酒怎么报检', content).message); // null: it is read once
 */
export function secondReading({ text, identifiers }: ReadMessage): string | null {
  const named: readonly Named[] = [...withoutParts(identifiers.flatMap(kindsOf)), ...numeralsIn(text).map(asNumber)];
  if (named.length === 0) return null;
  const marks = [...named.map(({ kind, ...at }) => ({ ...at, mark: `@${kind}` })), ...unknownAmong(identifiers)];
  let marked = '';
  let from = 0;
  for (const { mark, start, end } of marks.toSorted((a, b) => a.start - b.start)) {
    if (mark === unknown && start < from) continue;
    marked += text.slice(from, start) + mark;
    from = end;
  }
  return marked + text.slice(from);
}

/** What stands for a number of no kind. */
const unknown = '#';

function unknownAmong(identifiers: readonly FoundIdentifier[]) {
  return identifiers.flatMap(({ kinds, start, end }) => (kinds.length === 0 ? [{ start, end, mark: unknown }] : []));
}

function kindsOf({ kinds, start, end }: FoundIdentifier): Named[] {
  return kinds.map((kind) => ({ kind, start, end }));
}

function asNumber({ start, end }: { readonly start: number; readonly end: number }): Named {
  return { kind: 'number', start, end };
}

/** Of what stands in groups, the whole and its parts were found: a part is not marked where the whole is of the same kind. */
function withoutParts(named: readonly Named[]): readonly Named[] {
  const kept: Named[] = [];
  for (const one of named) {
    const { kind, start, end } = one;
    const isPart = kept.some(
      (other) => other.kind === kind && other.start < end && start < other.end && other.end - other.start > end - start,
    );
    if (!isPart) kept.push(one);
  }
  return kept;
}
