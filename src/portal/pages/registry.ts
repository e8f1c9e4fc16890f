import { carPages } from './car.js';
import { datasetPage } from './dataset.js';
import { datasetsPage } from './datasets.js';
import { drawPage } from './draw.js';
import { drawsPage } from './draws.js';
import { figuresPage } from './figures.js';
import { findPage } from './find.js';
import { homePage } from './home.js';
import { listPages } from './lists.js';
import type { Page, Site } from './page.js';
import { progressPage } from './progress.js';
import { recordPage } from './record.js';
import { resultsPage } from './results.js';
import { tryPage } from './try-api.js';
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
    resultsPage(site),
    drawsPage(site),
    drawPage(site),
    tryPage(site),
    ...listPages(site),
    figuresPage(site),
    datasetsPage(site),
    datasetPage(site),
    verifyPage(site),
    recordPage(site),
  ];
}
