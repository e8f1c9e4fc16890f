/** @import { Chat } from './chat.js' */
/** @import { Samples } from './api.js' */
import { button, byId, make } from './dom.js';

/**
 * The account's three menu buttons.
 * @param {Chat} chat
 */
export function chatMenu(chat) {
  const opener = byId('open-submenu', HTMLElement);
  const submenu = byId('submenu', HTMLElement);
  /** @param {boolean} isOpen */
  const open = (isOpen) => {
    submenu.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  opener.addEventListener('click', () => open(submenu.hidden === true));
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !opener.contains(target)) open(false);
  });
  submenu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    open(false);
    opener.focus();
  });
  for (const one of byId('chat-menu', HTMLElement).querySelectorAll('button')) {
    const { tap } = one.dataset;
    if (tap !== undefined) one.addEventListener('click', () => chat.tap(tap));
  }
  const sheet = byId('scan-sheet', HTMLDialogElement);
  byId('open-scan', HTMLElement).addEventListener('click', () => sheet.showModal());
  byId('close-scan', HTMLElement).addEventListener('click', () => sheet.close());
  sheet.addEventListener('click', ({ target }) => {
    if (target === sheet) sheet.close();
  });
}

/**
 * Fills the sheet from which a sticker or a bottle is scanned.
 * @param {Chat} chat
 * @param {Samples} samples
 */
export function offerCodes(chat, { vehicles, wines }) {
  const sheet = byId('scan-sheet', HTMLDialogElement);
  const code = (/** @type {string} */ content, /** @type {string} */ words, /** @type {string[]} */ shown) => {
    const one = button('code', ...shown.map((part, at) => make(at === 0 ? 'b' : 'span', '', part)));
    one.addEventListener('click', () => {
      sheet.close();
      chat.scan(content, words);
    });
    return one;
  };
  byId('scan-list', HTMLElement).replaceChildren(
    make('h3', '', '车上的标签'),
    ...vehicles.map(({ vin, stickerCode }) =>
      code(`/v/${stickerCode}`, `车辆标签 ${stickerCode}`, [stickerCode, `车架号 ${vin}`]),
    ),
    make('h3', '', '酒瓶上的码'),
    ...wines.map(({ bottleCode, name }) => code(`/w/${bottleCode}`, `酒瓶 ${bottleCode}`, [bottleCode, name])),
  );
}
