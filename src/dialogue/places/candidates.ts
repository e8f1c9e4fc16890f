import type { Lookup } from '../../disclosure/lookups/lookup.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** Several records share the keys that were pressed: reads out what tells them apart, and lets the caller choose. */
export const candidatesPlace: PlaceBehaviour<PlaceAt<'candidates'>> = {
  async arrive(place, context, manner) {
    const lookup = context.lookup(place.form);
    const options = await Promise.all(
      place.ids.map(async (id, index) => {
        const record = await context.services.records.get(lookup.dataset, id);
        const key = String(index + 1);
        return { key, label: record ? context.say(candidate(lookup, record, key)) : '' };
      }),
    );
    const head = context.say(lookup.several(options.length));
    const list = context.list(options.map(({ label }) => label));
    return { place, replies: [context.choose(context.lines(manner === 'brief' ? [list] : [head, list]), options)] };
  },

  /** What tells the records apart is read when they are told. */
  choices: ({ ids }) => ids.map((_, index) => ({ key: String(index + 1), label: '' })),

  take(place, input) {
    const id = input.kind === 'keys' && /^[1-9]$/.test(input.keys) ? place.ids[Number(input.keys) - 1] : undefined;
    if (id === undefined) return noMatch;
    return { kind: 'go', place: { at: 'answer', form: place.form, id, answers: place.answers ?? {} } };
  },
};

/** A record that is no longer public is offered without a word of what it held. */
function candidate(lookup: Lookup, record: DisclosureRecord, key: string): Sentence {
  return isTombstone(record.change) ? sentence('candidates.gone', { key }) : lookup.candidate(record, key);
}
