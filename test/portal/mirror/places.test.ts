import { expect, test } from 'vitest';
import { paramsIn } from '../../../src/mirror/addresses.js';
import { fileOf, linkBetween } from '../../../src/mirror/places.js';
import { staticPage } from '../../../src/mirror/static-page.js';
import { html } from '../../../src/portal/shell/html.js';

test.each([
  ['/', 'index.html'],
  ['/v/JTEBU5JR6G5003291', 'v/JTEBU5JR6G5003291/index.html'],
  ['/datasets/x/records/A%2F1', 'datasets/x/records/A/1/index.html'],
  ['/datasets/x/records/%E9%85%92%3F%23', 'datasets/x/records/酒?#/index.html'],
  [
    '/datasets/x/records/..%2F..%2Fetc',
    expect.stringMatching(/^datasets\/x\/records\/~[0-9a-f]{16}\/~[0-9a-f]{16}\/etc\/index\.html$/),
  ],
  [`/w/${'9'.repeat(300)}`, expect.stringMatching(/^w\/~[0-9a-f]{16}\/index\.html$/)],
  ['/w/%E9%85', 'w/%E9%85/index.html'],
])('the page at %s is a file within the mirror', (address, file) => {
  expect(fileOf(address)).toEqual(file);
});

test('files lead to one another wherever the mirror is put', () => {
  expect(linkBetween('v/A/index.html', 'assets/a b.css')).toBe('../../assets/a%20b.css');
  expect(linkBetween('index.html', 'w/酒?/index.html')).toBe('w/%E9%85%92%3F/index.html');
});

test('what a path names is read from an address', () => {
  expect(paramsIn('/datasets/:name/records/:id', '/datasets/wines/records/A%2F1')).toEqual({
    name: 'wines',
    id: 'A/1',
  });
  expect(paramsIn('/v/:code', '/w/1')).toBeNull();
  expect(paramsIn('/v/:code', '/v')).toBeNull();
});

test('a page without a server: links are turned, forms and scripts are gone, what is not there is asked of the living service', () => {
  const page = html`<html><head><script type="module" src="/assets/x.js"></script></head><a href="/v/1#top">1</a><a href="/v?after=${'a&b"c'}">2</a>
<a href="//elsewhere.example/">3</a><a href="tel:1">4</a><a href="#main">5</a><form action="/find"><input></form><a rel="external" href="https://living.example/v/1">6</a><img src="https://living.example/v/1"></html>`;
  const made = staticPage(page.text, {
    ...{ file: 'w/index.html', address: '/w', living: 'https://living.example', formless: html`<p>问热线</p>` },
    fileAt: (address) => (address === '/v/1' ? 'v/1/index.html' : null),
    linkTo: (file) => `../${file}`,
  });
  expect(made).not.toMatch(/<script|<form|<input/);
  expect(made).toContain('<p>问热线</p>');
  const links = [...made.matchAll(/(?:<a[^>]* href|src)="([^"]*)"/g)].map(([, link]) => link);
  expect(links).toEqual([
    '../v/1/index.html#top',
    'https://living.example/v?after=a&#38;b&#34;c',
    ...['//elsewhere.example/', 'tel:1', '#main', 'https://living.example/v/1', '../v/1/index.html'],
  ]);
  expect(made).toContain('<link rel="canonical" href="https://living.example/w">');
});
