import type { Content } from '../../domain/content/content.js';
import type { Place } from '../../domain/conversation/conversation.js';
import { mainMenu } from '../turn/move.js';

/** Where 返回 leads from a place: to the menu above it. */
export function back(place: Place, content: Content): Place {
  switch (place.at) {
    case 'menu':
      return menuAbove(place.menu, content);
    case 'form':
    case 'answer':
    case 'candidates':
      return menuAbove(place.form, content);
    case 'draw':
    case 'draw-told':
      return menuOfDraws(content);
    // Whoever has talked has had what they rang for.
    case 'rating':
      return { ...mainMenu, isServed: true };
    default:
      return mainMenu;
  }
}

/** The menu that leads to draws; the first menu where none does. */
function menuOfDraws(content: Content): Place {
  for (const { id, options } of content.menus.values())
    if (options.some(({ leadsTo }) => leadsTo.kind === 'draw')) return { at: 'menu', menu: id };
  return mainMenu;
}

function menuAbove(id: string, content: Content): Place {
  for (const menu of content.menus.values()) {
    for (const { leadsTo } of menu.options) {
      const target = leadsTo.kind === 'menu' ? leadsTo.menu : leadsTo.kind === 'form' ? leadsTo.form : null;
      if (target === id && menu.id !== id) return { at: 'menu', menu: menu.id };
    }
  }
  return mainMenu;
}
