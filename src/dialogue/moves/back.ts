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
    // Whoever has talked has had what they rang for.
    case 'rating':
      return { ...mainMenu, isServed: true };
    default:
      return mainMenu;
  }
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
