import type { Page } from 'playwright-core';
import { digitsOf } from '../portal/code-of.js';
import type { TestService } from '../service/running.js';

/** A page of the portal as it is looked at: its name, its address, and what is done there before it is looked at. */
export type PortalPage = readonly [
  name: string,
  path: string,
  come?: (page: Page, service: TestService) => Promise<void>,
];

/** Every page, and every state of one that looks otherwise. Whoever adds a page adds its line. */
export const portalPages: readonly PortalPage[] = [
  ['home', '/'],
  ['home-not-found', '/', (page) => search(page, '999999')],
  ['home-several', '/', (page) => search(page, '120000116070000')],
  ['progress', '/progress'],
  ['progress-told', '/progress', (page, service) => askProgress(page, service, '120000116004600', '1201300774')],
  ['progress-begun', '/progress', (page, service) => askProgress(page, service, '120000116000527', '1101960H79')],
  ['progress-refused', '/progress', (page, service) => askProgress(page, service, '12000011600460', '')],
  ['progress-wrong-code', '/progress', wrongCode],
  ['car-entry', '/v'],
  ['car', '/v/221865233729'],
  ['car-failed', '/v/JTJBARBZ6GM000994'],
  ['car-unknown', '/v/JTEBU5JR6G5003290'],
  ['wine-entry', '/w'],
  ['wine', '/w/409334585274'],
  ['verify', '/verify'],
  ['verify-forged', '/verify?code=221865233729.1.AAAAAA.JTEBU5JR6G5003291.0'],
  ['car-forged', '/v/221865233729.1.AAAAAA.JTEBU5JR6G5003291.0'],
  ['record', '/datasets/certificates/records/03414Q10000R2S'],
  ['results', '/results'],
  ['results-found', '/results?q=示例&result=不合格&sort=object_name&count=yes'],
  ['results-refused', '/results?inspected_on.from=gestern'],
  ['draws', '/draws'],
  ['draw', '/draws/TJ2026-CC-0001?id=TJC0004'],
  ['draw-teams', '/draws/RZ2023-0002'],
  ['draw-places', '/draws/RZ2024-0003'],
  ['draw-vehicles', '/draws/QC2024-0001?id=WVWZZZ3CZEE140287'],
  ['draw-on-site', '/draws/XC2023-0001'],
  ['draw-frozen-meat', '/draws/DR2023-0001'],
  ['try', '/data/try'],
  ['try-answered', '/data/try?op=listRecords&go=1&p-name=wines&p-q=merlot&p-limit=2'],
  ['record-in-appeal', '/datasets/inspection-results/records/TJ2016006%2F7'],
  ['record-with-replies', '/datasets/inspection-results/records/TJ2016001%2F3'],
  ['lists', '/lists'],
  ['items', '/lists/items'],
  ['plans', '/lists/plans'],
  ['tasks', '/lists/tasks'],
  ['task', '/lists/tasks/RW2016005'],
  ['rules', '/lists/rules'],
  ['datasets', '/datasets'],
  ['dataset', '/datasets/inspection-results'],
  ['dataset-closed', '/datasets/consignments'],
  ['figures', '/figures'],
  ['not-found', '/nowhere'],
];

async function search(page: Page, number: string): Promise<void> {
  await page.getByRole('search').getByRole('textbox').fill(number);
  await page.getByRole('search').getByRole('button').click();
}

/** Fills in the form; the code is what its picture shows. */
export async function askProgress(
  page: Page,
  service: TestService,
  declarationNo: string,
  registrationNo: string,
): Promise<void> {
  await page.locator('#declarationNo').fill(declarationNo);
  await page.locator('#registrationNo').fill(registrationNo);
  await page.locator('#code').fill(await digitsOf(service, await page.locator('input[name=challenge]').inputValue()));
  await page.getByRole('button', { name: '查询' }).click();
}

/** Two numbers that are right, and a code that is not. */
async function wrongCode(page: Page): Promise<void> {
  await page.locator('#declarationNo').fill('120000116004600');
  await page.locator('#registrationNo').fill('1201300774');
  await page.locator('#code').fill('1');
  await page.getByRole('button', { name: '查询' }).click();
}
