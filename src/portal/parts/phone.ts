import type { Content } from '../../domain/content/content.js';
import { factAt } from '../../domain/content/facts.js';
import { type Html, html } from '../shell/html.js';

/** A telephone number as it is printed, and as it is dialled. */
export interface Phone {
  readonly shown: string;
  readonly dialled: string;
}

/** @returns the number of the hotline, which is a fact of the content */
export function hotline({ facts }: Content, now: number): Phone {
  const fact = facts.get('bureau.phone');
  if (!fact) return { shown: '', dialled: '' };
  const { words, english } = factAt(fact, now);
  return { shown: words.text, dialled: (english ?? words.text).replaceAll(/[^+\d]/g, '') };
}

/** A number that is dialled where it is touched. */
export function phoneLink({ shown, dialled }: Phone): Html {
  return html`<a class="phone" href="tel:${dialled}">${shown}</a>`;
}
