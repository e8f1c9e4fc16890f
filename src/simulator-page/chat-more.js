/** @import { Chat } from './chat.js' */
import { byId, conceal, toast } from './dom.js';

const sampleSpot = '天津市滨海新区东疆港区（示例）';

/**
 * What can be sent besides words: the panel behind the ＋.
 * @param {Chat} chat
 */
export function offerMore(chat) {
  const opener = byId('open-more', HTMLElement);
  const panel = byId('more', HTMLElement);
  /** @type {Record<string, () => void>} */
  const acts = {
    picture: () => chat.picture(),
    place: () => chat.place(sampleSpot),
    sticker: () => chat.sticker(),
    voice: () => speak(chat),
    murmur: () => chat.voice(null),
    takes: () => chat.colleague('takes', '同事接入了会话'),
    ends: () => chat.colleague('ends', '同事结束了会话'),
    unfollow: () => chat.unfollow(),
  };
  const open = (/** @type {boolean} */ isOpen) => {
    conceal(panel, !isOpen, opener);
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  opener.addEventListener('click', () => open(panel.hidden === true));
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && open(false));
  for (const one of panel.querySelectorAll('button')) {
    one.addEventListener('click', () => {
      open(false);
      acts[one.dataset.send ?? '']?.();
    });
  }
}

/** @param {Chat} chat */
function speak(chat) {
  if (chat.written !== '') return chat.voice(chat.takeWritten());
  toast('请先把要说的话写进输入框，再发语音。');
  chat.write('');
}
