/** @import { Samples } from './api.js' */
import { button, byId, make, toast } from './dom.js';

/**
 * What a sample number can be used for.
 * @typedef {{ chat: (code: string) => void, phone: (code: string) => boolean }} Uses
 */

/**
 * Shows the sample numbers with what they show, to be pressed, written or copied.
 * @param {Samples} samples
 * @param {Uses} uses
 */
export function showSamples({ consignments, vehicles, wines }, uses) {
  const place = byId('samples', HTMLElement);
  const code = (/** @type {string} */ value, /** @type {string} */ printed = value) => {
    const one = button('sample', printed);
    one.dataset.code = value;
    one.addEventListener('click', () => use(value, uses));
    return one;
  };
  const sample = (/** @type {string} */ shows, /** @type {string} */ what, /** @type {Node[]} */ ...codes) =>
    make('div', 'sample-one', make('p', '', outcome(shows), ` ${what}`), make('div', 'sample-codes', ...codes));
  place.removeAttribute('aria-busy');
  place.replaceChildren(
    make('h3', '', '施检流程（示例）：报检号 和 登记号'),
    ...consignments.map(({ declarationNo, registrationNo, goods, shows }) =>
      sample(shows, goods, code(declarationNo, grouped(declarationNo)), code(registrationNo)),
    ),
    make('h3', '', '进口汽车（示例）：车架号 或 标签编码'),
    ...vehicles.map(({ vin, stickerCode, name, shows }) => sample(shows, name, code(vin), code(stickerCode))),
    make('h3', '', '进口红酒（示例）：瓶身编码'),
    ...wines.map(({ bottleCode, name, shows }) => sample(shows, name, code(bottleCode))),
  );
}

/**
 * A word and a colour for what a record shows, never the colour alone.
 * @param {string} shows such as 合格 or 已撤回
 */
export function outcome(shows) {
  return make('b', shows === '合格' ? 'pass' : /不合格|撤回/.test(shows) ? 'fail' : 'under-way', shows);
}

/**
 * @param {string} code
 * @param {Uses} uses
 */
async function use(code, uses) {
  const chosen = byId('sample-use', HTMLElement).querySelector('input:checked');
  switch (chosen instanceof HTMLInputElement ? chosen.value : '') {
    case 'phone':
      if (!uses.phone(code)) toast('电话现在没有在等号码。请先拨号，按 * 选好查什么，听到「请输入」以后再点。');
      return;
    case 'copy':
      await navigator.clipboard.writeText(code).then(
        () => toast(`已复制 ${code}`),
        () => toast(`浏览器不让复制，请手动抄下 ${code}`),
      );
      return;
    default:
      uses.chat(code);
      toast('已填进微信的输入框，按「发送」发出。');
  }
}

/**
 * A declaration number in the groups it is printed in: office, flow, year, serial.
 * @param {string} declarationNo
 */
function grouped(declarationNo) {
  return declarationNo.replace(/^(\d{6})(\d)(\d{2})(\d{6})$/, '$1\u2009$2\u2009$3\u2009$4');
}
