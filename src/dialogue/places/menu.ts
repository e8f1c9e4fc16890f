import type { MenuOption } from '../../domain/content/content.js';
import { sentence } from '../../domain/language/phrases.js';
import { follow } from '../moves/follow.js';
import type { TurnContext } from '../turn/context.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** Choosing one of a few options. */
export const menuPlace: PlaceBehaviour<PlaceAt<'menu'>> = {
  arrive(place, context, manner) {
    const menu = context.content.menus.get(place.menu) ?? context.content.menus.get('main');
    if (!menu) throw new Error(`content ${context.content.version} has no menu "main"`);
    const choices = context.lines([
      manner === 'full' && menu.intro ? context.words(menu.intro) : '',
      manner === 'brief' ? '' : optionWords(menu.options, context),
    ]);
    const words = context.blocks([choices, manner === 'full' && menu.outro ? context.words(menu.outro) : '']);
    const options = menu.options.map(({ key, label }) => ({ key, label }));
    return { place: { at: 'menu', menu: menu.id }, replies: [context.choose(words, options)] };
  },

  choices(place, context) {
    return context.content.menus.get(place.menu)?.options ?? [];
  },

  take(place, input, context) {
    if (input.kind !== 'keys') return noMatch;
    const option = context.content.menus.get(place.menu)?.options.find((one) => one.key === input.keys);
    return option ? follow(option.leadsTo, context) : noMatch;
  },
};

const optionsBeforePause = 3;

/** Function first, then its key; spoken, with a full stop after every few and between kinds, for a listener to breathe. */
function optionWords(options: readonly MenuOption[], context: TurnContext): string {
  const said = options.map(({ label, key }) => context.say(sentence('menu.option', { label, key })));
  if (context.turn.can.medium === 'text') return said.join('\n');
  let sincePause = 0;
  return said
    .map((one, index) => {
      sincePause += 1;
      const next = options[index + 1];
      const isOtherKind = (next?.leadsTo.kind === 'line') !== (options[index]?.leadsTo.kind === 'line');
      const isPause = next === undefined || isOtherKind || sincePause === optionsBeforePause;
      if (isPause) sincePause = 0;
      return one + (isPause ? '。' : '，');
    })
    .join('');
}
