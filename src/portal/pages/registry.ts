import { carPages } from './car.js';
import { findPage } from './find.js';
import { homePage } from './home.js';
import type { Page, Site } from './page.js';
import { progressPage } from './progress.js';
import { recordPage } from './record.js';
import { verifyPage } from './verify.js';
import { winePages } from './wine.js';

/** Every page, in the order in which the navigation names those that are in it. */
export function allPages(site: Site): readonly Page[] {
  return [
    homePage(site),
    findPage(site),
    progressPage(site),
    ...carPages(site),
    ...winePages(site),
    verifyPage(site),
    recordPage(site),
  ];
}
