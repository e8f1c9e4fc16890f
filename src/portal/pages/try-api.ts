import { Refused, refusalWith } from '../../web/refusal.js';
import { choice } from '../parts/choice.js';
import { fieldList } from '../parts/field-list.js';
import { type Html, html } from '../shell/html.js';
import { operationName } from './operation-names.js';
import type { Asked, Page, Site } from './page.js';
import { addressIn, answeredHere, type Description, type Operation, operationsOf, plain } from './try-address.js';
import { parameterFields } from './try-form.js';

/** More of an answer than this is not shown: whoever wants all of it opens its address. */
const mostShown = 20_000;
const accepts = ['application/json', 'text/csv', 'application/problem+json'];

/**
 * `/data/try`: asks the open API from a form, for whoever wants to see what it answers before writing a program. Made from the API's own description, so
 * that it has what the API has; complete without scripts. It sends what was filled in, and shows address and answer.
 */
export function tryPage(site: Site): Page {
  return {
    path: '/data/try',
    caching: 'asked',
    isInSitemap: true,
    async show(asked) {
      const description = await describe(site);
      const operations = operationsOf(description);
      const named = asked.query.get('op') ?? 'listRecords';
      const operation = operations.find(({ operationId }) => operationId === named);
      if (!operation) throw new Refused(refusalWith('no-such-address', '接口里没有这个操作。'));
      const isSent = asked.query.has('go');
      return {
        title: '试一试接口',
        isUnlisted: asked.query.size > 0,
        main: html`<h1>试一试接口</h1>
<p>选一个操作，填好参数，就能看到请求地址和答复。所有公开数据都能这样取走，不用登记，也不收费。</p>
${choose(operations, operation)}
<h2 class="code">${operation.path}</h2>
<p>${operationName(operation.operationId)} <span lang="en">${plain(operation.summary)}</span></p>
<form method="get" action="/data/try">
<input type="hidden" name="op" value="${operation.operationId}">
<input type="hidden" name="go" value="1">
${parameterFields(operation, asked.query)}
${choice(
  'accept',
  '答复的格式',
  '不指定（JSON）',
  accepts.map((value) => ({ value, label: value })),
  asked.query.get('accept') ?? '',
)}
<p><button type="submit">发送请求</button></p>
</form>
${isSent && (await answer(site, operation, asked))}
<h2>完整说明</h2>
<p><a class="touch" href="/api/v1/openapi.json">OpenAPI 3.1 文档</a> 列出每个地址、参数和答复。</p>`,
      };
    },
  };
}

async function describe({ askApi }: Site): Promise<Description> {
  const { status, text } = await askApi('/openapi.json', 'application/json');
  if (status !== 200) throw new Refused(refusalWith('unavailable', '接口现在不能访问，请稍后再试。'));
  return JSON.parse(text) as Description;
}

function choose(operations: readonly Operation[], { operationId }: Operation): Html {
  const options = operations.map((one) => ({
    value: one.operationId,
    label: `${operationName(one.operationId)} ${one.path}`,
  }));
  return html`<form method="get" action="/data/try">
${choice('op', '操作', '请选择', options, operationId)}
<p><button class="second" type="submit">换成这个操作</button></p>
</form>`;
}

async function answer({ askApi, publicBaseUrl }: Site, operation: Operation, { query }: Asked): Promise<Html> {
  const address = addressIn(operation, query);
  const whole = `${publicBaseUrl}/api/v1${address}`;
  const accept = accepts.find((one) => one === query.get('accept')) ?? '*/*';
  const shown = html`<h2 id="answer">请求</h2>
<p><a class="touch" href="/api/v1${address}">${whole}</a></p>
<pre class="code" tabindex="0">curl ${accept !== '*/*' && `-H 'Accept: ${accept}' `}'${whole.replaceAll("'", '%27')}'</pre>`;
  if (!answeredHere(operation)) {
    return html`${shown}
<p>这个操作的答复请点上面的地址看。</p>`;
  }
  const got = await askApi(address, accept);
  const text = got.text.length > mostShown ? `${got.text.slice(0, mostShown)}\n…` : got.text;
  return html`${shown}
<h2>答复</h2>
${fieldList([
  { label: '状态', value: String(got.status) },
  { label: '类型', value: got.type },
])}
<pre class="code" tabindex="0">${indented(got.type, text)}</pre>`;
}

function indented(type: string, text: string): string {
  if (!/json/.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut short: as it came.
    return text;
  }
}
