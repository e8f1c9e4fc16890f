import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isStill } from '../../src/mirror/still-picture.js';

const isStillSvg = (text: string, encoding: BufferEncoding = 'utf8') => isStill('a.SVG', Buffer.from(text, encoding));

test('the sample photographs only draw', () => {
  const folder = 'data/vehicles/photos';
  for (const name of readdirSync(folder)) expect(isStill(name, readFileSync(`${folder}/${name}`))).toBe(true);
});

test.each([
  '<svg><script>alert(1)</script></svg>',
  '<svg><x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script></svg>',
  '<svg onload="alert(1)"/>',
  '<svg><rect x="1"onclick = "alert(1)"/></svg>',
  '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><path fill="url(https://evil.example/x)"/></svg>',
  '<svg><style>@import "https://evil.example/x.css";</style></svg>',
  '<svg><foreignObject><iframe/></foreignObject></svg>',
  '<svg><set attributeName="onload" to="alert(1)"/></svg>',
  '<!DOCTYPE svg [<!ENTITY x "<script>">]><svg>&x;</svg>',
  '<svg><![CDATA[x]]></svg>',
  '<?xml-stylesheet href="x.css"?><svg/>',
  '<?xml version="1.0" encoding="utf-7"?><svg>+ADw-script+AD4-</svg>',
  '<html><body/></html>',
])('%s does more than draw', (text) => {
  expect(isStillSvg(text)).toBe(false);
});

test('an SVG in another encoding is none, a declaration and gradients are good, and no other picture is looked into', () => {
  expect(isStillSvg('\uFEFF<svg/>', 'utf16le')).toBe(false);
  const declared = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<svg>';
  expect(isStillSvg(`${declared}<defs><linearGradient id="a"/></defs><rect fill="url('#a')"/></svg>`)).toBe(true);
  expect(isStill('a.png', Buffer.from('<script>'))).toBe(true);
});
