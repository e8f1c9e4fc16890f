/** @import { Samples } from './api.js' */
import { button, byId, make, toast } from './dom.js';

/**
 * What a sample number can be used for.
 * @typedef {{ chat: (code: string) => void, phone: (code: string) => boolean }} Uses
 */

/**
 * Shows the sample numbers, to be pressed, written or copied.
 * @param {Samples} samples
 * @param {Uses} uses
 */
export function showSamples({ consignments, vehicles, wines }, uses) {
  const place = byId('samples', HTMLElement);
  const code = (/** @type {string} */ value, /** @type {string} */ shown = value) => {
    const one = button('sample', shown);
    one.dataset.code = value;
    one.addEventListener('click', () => use(value, uses));
    return one;
  };
  place.removeAttribute('aria-busy');
  place.replaceChildren(
    make('h3', '', '报检号 和 登记号'),
    ...consignments.map(({ declarationNo, registrationNo }) =>
      make('div', 'sample-pair', code(declarationNo, grouped(declarationNo)), code(registrationNo)),
    ),
    make('h3', '', '进口汽车：车架号'),
    ...vehicles.map(({ vin }) => code(vin)),
    make('h3', '', '进口红酒：瓶上编码'),
    ...wines.map(({ bottleCode, name }) => make('div', 'sample-wine', code(bottleCode), make('span', '', name))),
  );
}

/**
 * @param {string} code
 * @param {Uses} uses
 */
async function use(code, uses) {
  const chosen = byId('sample-use', HTMLElement).querySelector('input:checked');
  switch (chosen instanceof HTMLInputElement ? chosen.value : '') {
    case 'phone':
      if (!uses.phone(code)) toast('电话现在没有在等按键。请先拨号，听到提示后再点。');
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
