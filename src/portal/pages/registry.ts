import { frontPage } from './front-page.js';
import type { Page, Site } from './page.js';

/** Every page, in the order in which the navigation names those that are in it. */
export function allPages(site: Site): readonly Page[] {
  return [frontPage(site)];
}
