import type { ChannelName, Who } from './transcript.js';

/** What a line of a transcript is by how it begins: somebody does something, or is expected to hear something. */
export interface Speaker {
  readonly kind: 'input' | 'answer';
  readonly on: readonly ChannelName[];
  readonly who: Who;
}

const both: readonly ChannelName[] = ['phone', 'wechat'];

/** Who may speak, and on which channels that counts. */
const speakers: Readonly<Record<string, Speaker>> = {
  caller: { kind: 'input', on: both, who: 'caller' },
  user: { kind: 'input', on: ['wechat'], who: 'caller' },
  dials: { kind: 'input', on: ['phone'], who: 'caller' },
  line: { kind: 'answer', on: ['phone'], who: 'caller' },
  bot: { kind: 'answer', on: ['wechat'], who: 'caller' },
  both: { kind: 'answer', on: both, who: 'caller' },
  passes: { kind: 'input', on: ['phone'], who: 'time' },
  exchange: { kind: 'input', on: ['phone'], who: 'exchange' },
};

/** Of several people, by number or by the address that rings. */
const numbered: readonly { readonly written: RegExp; readonly kind: Speaker['kind']; readonly who: string }[] = [
  { written: /^caller ([2-9])$/, kind: 'input', who: 'caller' },
  { written: /^line ([2-9])$/, kind: 'answer', who: 'caller' },
  { written: /^colleague (\S+)$/, kind: 'input', who: 'colleague' },
  { written: /^hears (\S+)$/, kind: 'answer', who: 'colleague' },
];

/** How a line may begin, for whoever wrote one that does not. */
export const speakerNames: readonly string[] = [
  ...Object.keys(speakers),
  'caller 2',
  'line 2',
  'colleague 1201',
  'hears 1201',
];

/** @example speakerOf('hears 1201') // { kind: 'answer', on: ['phone'], who: 'colleague 1201' } */
export function speakerOf(written: string): Speaker | null {
  if (Object.hasOwn(speakers, written)) return speakers[written] ?? null;
  for (const one of numbered) {
    const name = one.written.exec(written)?.[1];
    if (name !== undefined) return { kind: one.kind, on: ['phone'], who: `${one.who} ${name}` };
  }
  return null;
}
