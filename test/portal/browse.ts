import type { TestService } from '../service/running.js';

/** A page as a browser gets it. */
export interface Browsed {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it leads on to; null where it is the page. */
  readonly leadsTo: string | null;
}

/** Asks for a page as a browser does, or sends a form to it. */
export async function browse(
  service: Pick<TestService, 'origin'>,
  path: string,
  form: Readonly<Record<string, string>> | null = null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Browsed> {
  const response = await fetch(service.origin + path, {
    headers: { Accept: 'text/html', ...headers },
    redirect: 'manual',
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  const leadsTo = response.headers.get('location');
  return { status: response.status, headers: response.headers, text: await response.text(), leadsTo };
}

/** What is read on a page, without its elements. */
export function readable(html: string): string {
  const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
  return main
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll(/\s+/g, ' ');
}
