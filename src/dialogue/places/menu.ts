import type { Menu, MenuOption } from '../../domain/content/content.js';
import { sentence } from '../../domain/language/phrases.js';
import { follow } from '../moves/follow.js';
import type { TurnContext } from '../turn/context.js';
import { closedGreeting, noticeWords } from '../turn/first-words.js';
import { mainMenu, noMatch } from '../turn/move.js';
import type { Manner, PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** Choosing one of a few options. */
export const menuPlace: PlaceBehaviour<PlaceAt<'menu'>> = {
  arrive(place, context, manner) {
    const menu = context.content.menus.get(place.menu) ?? context.content.menus.get('main');
    if (!menu) throw new Error(`content ${context.content.version} has no menu "main"`);
    const isFirst = menu.id === mainMenu.menu;
    const options = optionsNow(menu.options, context);
    const closed = isFirst && context.turn.can.medium === 'voice' ? closedGreeting(context, manner === 'full') : null;
    const words =
      manner === 'brief'
        ? ''
        : closed
          ? context.say(closed)
          : menuWords(menu, saidNow(options, manner, isFirst, context), manner, context);
    const told = isFirst && asksAgain(context) ? context.say(...noticeWords(context)) : '';
    const choices = options.map(({ key, label }) => ({ key, label }));
    return { place: { ...place, menu: menu.id }, replies: [context.choose(context.lines([told, words]), choices)] };
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

/** Whoever asks to hear it again (`#`) hears what they heard, the notice before it too. */
function asksAgain({ input, turn, isNew }: TurnContext): boolean {
  return turn.can.medium === 'voice' && !isNew && input.kind === 'keys' && input.keys === '#';
}

/** What leads to people says so: while nobody is on duty, it is leaving a message. */
function optionsNow(options: readonly MenuOption[], context: TurnContext): readonly MenuOption[] {
  if (context.standing(context.line('general')).open) return options;
  return options.map((option) =>
    option.leadsTo.kind === 'person' ? { ...option, label: context.say(sentence('person.closed')) } : option,
  );
}

/** Whoever has just heard the ways out, too, hears only what there is to choose: sooner than all of it, a person is reached. */
function saidNow(
  options: readonly MenuOption[],
  manner: Manner,
  isFirst: boolean,
  { turn }: TurnContext,
): readonly MenuOption[] {
  if (isFirst || manner !== 'again' || turn.can.medium === 'text') return options;
  return options.filter(({ leadsTo }) => leadsTo.kind !== 'back' && leadsTo.kind !== 'person');
}

function menuWords({ intro, outro }: Menu, options: readonly MenuOption[], manner: Manner, context: TurnContext) {
  const isFull = manner === 'full';
  const choices = context.lines([isFull && intro ? context.words(intro) : '', optionWords(options, context)]);
  return context.blocks([choices, isFull && outro ? context.words(outro) : '']);
}

const optionsBeforePause = 3;

/**
 * Function first, then its key; spoken, with a full stop after every few and between kinds, for a listener to breathe. Of digits, 请
 * is said once in a breath: 出入境体检请按一，口岸通关按二，卫生检疫按三。
 */
function optionWords(options: readonly MenuOption[], context: TurnContext): string {
  if (context.turn.can.medium === 'text')
    return options.map(({ label, key }) => context.say(sentence('menu.option', { label, key }))).join('\n');
  let sincePause = 0;
  return options
    .map(({ label, key }, index) => {
      const isNext = sincePause > 0 && /[1-9]/.test(key);
      const one = context.say(sentence(isNext ? 'menu.option-next' : 'menu.option', { label, key }));
      sincePause += 1;
      const next = options[index + 1];
      const isOtherKind = (next?.leadsTo.kind === 'line') !== (options[index]?.leadsTo.kind === 'line');
      const isPause = next === undefined || isOtherKind || sincePause === optionsBeforePause;
      if (isPause) sincePause = 0;
      return one + (isPause ? '。' : '，');
    })
    .join('');
}
