import type { PlayablePrompts } from '../../content/playable-prompts.js';
import type { Answer } from '../../domain/conversation/stores.js';
import type { TwilioSettings } from './settings.js';
import { element, text } from './twiml.js';

/** Where prompts are fetched, by whoever knows the name of one. */
export const promptsPath = '/phone/prompts/';

const said = /<Say([^>]*)>([^<]*)<\/Say>/g;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** Plays prompts where their words would be spoken. */
export function withPrompts(
  answer: Answer,
  prompts: Pick<PlayablePrompts, 'partsOf'> | undefined,
  { publicBaseUrl }: TwilioSettings,
): Answer {
  if (!prompts) return answer;
  const body = answer.body.replace(said, (whole, attributes: string, inside: string) => {
    const words = inside.replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity);
    const parts = prompts.partsOf(words);
    if (parts.every((part) => typeof part === 'string')) return whole;
    return parts
      .map((part) => {
        if (typeof part === 'string') return `<Say${attributes}>${text(part)}</Say>`;
        return element('Play', {}, text(`${publicBaseUrl}${promptsPath}${part.file}?sum=${part.sum}`));
      })
      .join('');
  });
  return body === answer.body ? answer : { ...answer, body };
}
