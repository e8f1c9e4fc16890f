import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainHead } from '../disclosure/reading/chain.js';
import type { Store } from '../domain/store.js';
import { localTime } from '../domain/time/zone.js';
import { writeFolder } from '../exchange/files/write-export.js';
import { pageWords, refusalPage } from '../portal/pages/face.js';
import { surroundings } from '../portal/pages/index.js';
import { robots, sitemap } from '../portal/pages/open-files.js';
import type { Page, Site } from '../portal/pages/page.js';
import { allPages } from '../portal/pages/registry.js';
import { allAssets, assetAt, assetPath } from '../portal/shell/assets.js';
import { html } from '../portal/shell/html.js';
import { layout, type PageContent } from '../portal/shell/layout.js';
import { Refused, refusalWith } from '../web/refusal.js';
import { atTheServiceAlone, manyPages, paramsIn } from './addresses.js';
import { type MirrorCounts, MirrorFolder, manifestName } from './mirror-folder.js';
import { formless, mirrorNote, mirrorPage, mirrorPath } from './mirror-page.js';
import { fileOf, linkBetween } from './places.js';
import { staticPage } from './static-page.js';
import { drawPath, writeData } from './write-data.js';

export interface MirrorRequest {
  readonly site: Site;
  readonly store: Pick<Store, 'records' | 'publications' | 'publicSeals' | 'draws'>;
  readonly head: ChainHead;
  /** The public seal up to that head, hex; empty while nothing is public. */
  readonly seal: string;
  readonly createdAt: number;
  /** Where `docs/` is: the programs of a stranger are in a mirror, too. */
  readonly docs: string;
  /** Told of pages and rows as they are written: how many are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What a mirror came to. */
export interface WrittenMirror extends MirrorCounts {
  readonly pages: number;
}

/**
 * Writes every public page and all public data as files that any web server can carry, or replaces the mirror that is there. It is written beside, and has its
 * name only when it is whole.
 * @throws ExportRefused for a folder that holds anything else
 */
export async function writeMirror(folder: string, request: MirrorRequest): Promise<WrittenMirror> {
  let done: WrittenMirror = { files: 0, changed: 0, pages: 0 };
  const fill = async (part: string): Promise<void> => {
    done = await new Mirror(new MirrorFolder(part, folder), folder, request).write();
  };
  await writeFolder(folder, fill, { force: true, mark: manifestName, signal: request.signal });
  return done;
}

class Mirror {
  private readonly pages: readonly Page[];
  /** The addresses that the mirror has a page for, each with the page that it is of. */
  private readonly addresses = new Map<string, Page>();
  private readonly living: string;
  private done = 0;
  private total = 0;

  constructor(
    private readonly folder: MirrorFolder,
    private readonly last: string,
    private readonly request: MirrorRequest,
  ) {
    this.pages = allPages(request.site);
    this.living = request.site.publicBaseUrl;
  }

  async write(): Promise<WrittenMirror> {
    const { site, head, docs } = this.request;
    await this.findAddresses();
    this.total = this.addresses.size;
    for (const name of head.datasets) this.total += head.of(name)?.versions ?? 0;
    for (const [path, { plain }] of allAssets()) await this.folder.write(path.slice(1), plain);
    await writeData(this.folder, {
      ...{ ...this.request, datasets: site.datasets(), last: this.last },
      onProgress: (more) => this.progress(more),
    });
    for (const name of ['verify-chain.py', 'verify-chain.mjs', 'verify-draw.py']) {
      await this.folder.write(name, readFileSync(join(docs, name)));
    }
    for (const [address, page] of this.addresses) {
      this.request.signal?.throwIfAborted();
      await this.writePage(fileOf(address), address, await contentOf(page, address));
      this.progress(1);
    }
    await this.writeOwn();
    return { ...(await this.folder.conclude()), pages: this.addresses.size };
  }

  private async findAddresses(): Promise<void> {
    for (const page of this.pages) {
      const many = manyPages[page.path];
      if (many) for await (const address of many(this.request.site)) this.addresses.set(address, page);
      else if (!page.path.includes(':')) this.addresses.set(page.path, page);
    }
  }

  /** What a service does not have, or has otherwise. */
  private async writeOwn(): Promise<void> {
    const { site } = this.request;
    await this.writePage(fileOf(mirrorPath), mirrorPath, mirrorPage(site, { ...this.request, living: this.living }));
    const missing = refusalWith('no-such-address', pageWords['no-such-address']);
    const around = surroundings(site, this.pages)({ path: '' });
    // Whatever address it is shown at, its links begin at the root.
    await this.writePage('404.html', '/', refusalPage(missing, around.phone), (file) => `/${file}`);
    await this.folder.write('robots.txt', robots(site));
    await this.folder.write('sitemap.xml', sitemap(site, this.pages));
  }

  private async writePage(
    file: string,
    address: string,
    content: PageContent,
    linkTo = (other: string) => linkBetween(file, other),
  ): Promise<void> {
    const { site } = this.request;
    const around = surroundings(site, this.pages)({ path: address });
    const main = html`${mirrorNote(this.living, localTime(this.request.createdAt).day)}${content.main}`;
    const page = layout({ ...content, main }, around).text;
    const parts = { file, address, living: this.living, linkTo, fileAt: (asked: string) => this.fileAt(asked) };
    await this.folder.write(file, staticPage(page, { ...parts, formless: formless(this.living, address, around) }));
  }

  /** @returns the file that stands for an address of the service; null where the mirror has none */
  private fileAt(address: string): string | null {
    if (this.addresses.has(address) || address === mirrorPath) return fileOf(address);
    if (assetAt(address)) return address.slice(1);
    if (address === '/favicon.svg' || address === '/favicon.ico') return assetPath('icon.svg').slice(1);
    if (address.startsWith('/api/v1/datasets/')) {
      const file = dataAt(address);
      return file !== null && this.folder.has(file) ? file : null;
    }
    if (address.startsWith('/api/v1/draws/')) {
      const file = drawPath(decodeURIComponent(address.slice('/api/v1/draws/'.length)));
      return this.folder.has(file) ? file : null;
    }
    if (address === '/api/v1/releases') return 'releases.json';
    const own = address.slice(1);
    return this.folder.has(own) || ['robots.txt', 'sitemap.xml', manifestName].includes(own) ? own : null;
  }

  private progress(more: number): void {
    this.done += more;
    this.request.onProgress?.(this.done, Math.max(1, this.total));
  }
}

/** @returns the file of the mirror for what the API has at an address */
function dataAt(address: string): string | null {
  const [, dataset = '', photo] = /^\/api\/v1\/datasets\/([^/]+)\/(?:schema|files\/([^/]+))$/.exec(address) ?? [];
  if (dataset === '') return null;
  return photo === undefined ? `data/${dataset}.schema.json` : `data/${dataset}/photos/${photo}`;
}

const nobody = new URLSearchParams();

/** A page as a stranger gets it who asks for nothing else. */
async function contentOf(page: Page, address: string): Promise<PageContent> {
  // In place of a form it is said where the living service is.
  if (atTheServiceAlone.has(page.path))
    return { title: '在线服务', main: html`<h1>这一页要到在线服务去看</h1><form></form>` };
  const params = paramsIn(page.path, address) ?? {};
  const asked = {
    params,
    query: nobody,
    form: nobody,
    host: '',
    ip: undefined,
    isFromHere: false,
    hasGone: () => false,
  };
  try {
    const answer = await page.show(asked);
    if (!('goTo' in answer)) return answer;
    return { title: '请看这里', main: html`<p><a href="${answer.goTo}">请看这一页</a>。</p>` };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // It was withdrawn while the mirror was being written: who follows a link is told so.
    return { title: '已经撤下', isUnlisted: true, main: html`<h1>已经撤下</h1><p>${error.refusal.message}</p>` };
  }
}
