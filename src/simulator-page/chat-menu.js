/** @import { Chat } from './chat.js' */
/** @import { Samples } from './api.js' */
import { button, byId, conceal, make } from './dom.js';
import { outcome } from './samples.js';

/**
 * The account's three menu buttons.
 * @param {Chat} chat
 */
export function chatMenu(chat) {
  const opener = byId('open-submenu', HTMLElement);
  const submenu = byId('submenu', HTMLElement);
  /** @param {boolean} isOpen */
  const open = (isOpen) => {
    conceal(submenu, !isOpen, opener);
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
  const code = (
    /** @type {string} */ content,
    /** @type {string} */ words,
    /** @type {string} */ shows,
    /** @type {string[]} */ printed,
  ) => {
    const [number = '', ...more] = printed;
    const one = button('code', make('b', '', number), make('span', '', outcome(shows), ` ${more.join(' ')}`));
    one.addEventListener('click', () => {
      sheet.close();
      chat.scan(content, words);
    });
    return one;
  };
  byId('scan-list', HTMLElement).replaceChildren(
    make('h3', '', '车上的标签（示例）'),
    ...vehicles.map(({ vin, stickerCode, name, shows, scan }) =>
      code(scan, `车辆标签 ${stickerCode}`, shows, [stickerCode, name, vin]),
    ),
    make('h3', '', '酒瓶上的码（示例）'),
    ...wines.map(({ bottleCode, name, shows, scan }) => code(scan, `酒瓶 ${bottleCode}`, shows, [bottleCode, name])),
  );
}
