import type { MenuOption, Target } from '../../domain/content/content.js';
import type { Place } from '../../domain/conversation/conversation.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../context.js';
import { type Move, noMatch, type Room } from '../room.js';
import { back } from '../targets.js';
import { sayOutside } from './outside.js';

type MenuPlace = Extract<Place, { at: 'menu' }>;

/** Choosing one of a few options. */
export const menuRoom: Room<MenuPlace> = {
  arrive(place, context, manner) {
    const menu = context.content.menus.get(place.menu) ?? context.content.menus.get('main');
    if (!menu) throw new Error(`content ${context.content.version} has no menu "main"`);
    const parts = [
      manner === 'full' && menu.intro ? context.words(menu.intro) : '',
      manner === 'brief' ? '' : optionWords(menu.options, context),
      manner === 'full' && menu.outro ? context.words(menu.outro) : '',
    ].filter((part) => part !== '');
    const words = parts.join(context.turn.can.medium === 'voice' ? '' : '\n');
    const options = menu.options.map(({ key, label }) => ({ key, label }));
    return { place: { at: 'menu', menu: menu.id }, replies: [context.choose(words, options)] };
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

/** What choosing a target does. */
export function follow(target: Target, context: TurnContext): Move {
  switch (target.kind) {
    case 'menu':
      return { kind: 'go', place: { at: 'menu', menu: target.menu } };
    case 'form':
      return { kind: 'go', place: { at: 'form', form: target.form, answers: {} } };
    case 'line':
      return { kind: 'line', line: target.line };
    case 'outside':
      return { kind: 'scene', scene: sayOutside(null, context) };
    case 'person':
      return { kind: 'line', line: 'general' };
    case 'back':
      return { kind: 'go', place: back(context.conversation.place, context.content) };
    case 'repeat':
      return { kind: 'go', place: context.conversation.place };
  }
}
