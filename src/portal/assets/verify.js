// Checks a sticker in the browser: with the public keys, and without asking the server what it thinks of the code.
// Without scripts, or where a browser cannot do it, the form is sent and the server answers.

/**
 * @typedef {{ id: string, publicKey: string, from: string, retiredAt: string | null, revokedFrom: string | null }} Key
 * @typedef {{ place: string, page: 'V' | 'W', coded: string, code: string, keyId: string, subject: string, signature: Uint8Array }} Sticker
 */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const subjects = { V: /^[0-9A-HJ-NPR-Z]{17}$/, W: /^(?:[0-9]{8}|0)$/ };
const signatureLength = 103;

const form = document.querySelector('form.check');
const shown = document.querySelector('#checked');
const box = document.querySelector('#code');
if (form instanceof HTMLFormElement && shown instanceof HTMLElement && box instanceof HTMLInputElement) {
  form.addEventListener('submit', async (event) => {
    const sticker = read(box.value, form.dataset.place ?? '');
    // Numbers alone, and what is none of ours, are for the server.
    if (!sticker || !globalThis.crypto?.subtle) return;
    event.preventDefault();
    // What was found of the code before is not taken for what is found of this one.
    shown.replaceChildren();
    try {
      await check(sticker, shown, form);
    } catch {
      form.submit();
    }
  });
  offerPictures(form, box);
}

/**
 * Reads what is on a sticker: as `src/stickers/sticker-text.ts` does, and docs/stickers.md describes.
 * @param {string} text
 * @param {string} ownPlace the site of a code without an address
 * @returns {Sticker | null} null for what has no signature
 */
function read(text, ownPlace) {
  const written = text.normalize('NFKC').replace(/\s/g, '');
  // ı would become I in capitals, and ß SS: those are other sites.
  if (!/^[!-~]*$/.test(written)) return null;
  const folded = written.toUpperCase();
  const [, place = ownPlace, named, coded = folded] =
    /^(?:HTTPS?:\/\/)?([^/?#]+(?:\/[^/?#]+)*)\/([VW])\/([^/?#]+)\/?(?:[?#].*)?$/.exec(folded) ?? [];
  const [code = '', version, keyId = '', subject = '', signature = '', ...more] = coded.split('.');
  const page = named ?? (subjects.V.test(subject) ? 'V' : 'W');
  const bytes = signatureIn(signature);
  if (page !== 'V' && page !== 'W') return null;
  const isWhole = version === '1' && more.length === 0 && /^[0-9A-Z]{6,20}$/.test(code) && subjects[page].test(subject);
  return isWhole && bytes ? { place, page, coded, code, keyId, subject, signature: bytes } : null;
}

/** @param {string} text @returns {Uint8Array | null} 64 bytes */
function signatureIn(text) {
  if (text.length !== signatureLength) return null;
  let value = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return null;
    value = value * 32n + BigInt(digit);
  }
  if (value % 8n !== 0n) return null;
  const bytes = new Uint8Array(64);
  value /= 8n;
  for (let place = 63; place >= 0; place--, value >>= 8n) bytes[place] = Number(value & 255n);
  return bytes;
}

/**
 * @param {Sticker} sticker
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 */
async function check(sticker, place, form) {
  /** @type {Key[]} */
  const keys = (await (await fetch('/api/v1/keys')).json()).keys;
  const key = keys.find(({ id }) => id === sticker.keyId);
  const kind = sticker.page === 'V' ? 'car' : 'wine';
  const text = ['yibo-sticker/1', kind, sticker.place, sticker.code, sticker.subject, sticker.keyId].join('|');
  const isSigned = key !== undefined && (await verify(key, text, sticker.signature, form.dataset.noble ?? ''));
  place.replaceChildren(...(isSigned && key ? signed(sticker, key, text) : forged(key !== undefined)));
  place.focus();
}

/**
 * @param {Key} key
 * @param {string} text
 * @param {Uint8Array} signature
 * @param {string} noble the address of what checks where the browser cannot
 * @returns {Promise<boolean>}
 */
async function verify(key, text, signature, noble) {
  const bytes = new TextEncoder().encode(text);
  const publicKey = Uint8Array.from(atob(key.publicKey.replace(/-/g, '+').replace(/_/g, '/')), (one) =>
    one.charCodeAt(0),
  );
  try {
    const imported = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, /** @type {Uint8Array<ArrayBuffer>} */ (signature), bytes);
  } catch {
    const { verifyAsync } = await import(noble);
    return verifyAsync(signature, bytes, publicKey, { zip215: false });
  }
}

/**
 * What was signed, to be compared: no more than that can be known here.
 * @param {Sticker} sticker
 * @param {Key} key
 * @param {string} text
 */
function signed({ page, subject, code, place, coded }, key, text) {
  const day = subject.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const isRevoked = key.revokedFrom !== null;
  const compare =
    page === 'V'
      ? ['签的是这个车架号，请和前挡风玻璃下的比对：不一样，就不是这辆车的标贴。', subject]
      : ['签的是这一天灌装的酒，请和瓶上的日期、编码比对。', day === '0' ? '未注明日期' : day];
  const rows = [
    [page === 'V' ? '标签编码' : '瓶身编码', code],
    ['网址', place.toLowerCase()],
    ['密钥', `${key.id}，${key.from.slice(0, 10)} 起`],
    ['签名原文', text],
  ];
  const record = element('a', '再查公开记录（是否撤回、是否在过多地方被扫）');
  record.href = `/${page.toLowerCase()}/${coded}`;
  return [
    element('h2', isRevoked ? '密钥已经失效' : '签名属实，请比对'),
    ...(isRevoked
      ? [element('p', `这把密钥从 ${key.revokedFrom?.slice(0, 10)} 起作废，是不是那以前做的，要查公开记录。`)]
      : []),
    element('p', compare[0] ?? ''),
    element('p', compare[1] ?? '', 'compare'),
    list(rows),
    element('p', '以上是在您的设备上核对的，服务器只给了公钥。'),
    record,
  ];
}

/** @param {boolean} isKeyKnown */
function forged(isKeyKnown) {
  const why = isKeyKnown ? '签名不对，这个码不是我们做的，或者被改过。' : '签名用的密钥不是我们的。';
  return [element('h2', '伪'), element('p', `${why}请不要相信它，可以向我们举报。`)];
}

/** @param {string[][]} rows */
function list(rows) {
  const shownRows = element('dl', '', 'fields');
  for (const [label = '', value = ''] of rows) {
    const row = element('div', '');
    row.append(element('dt', label), element('dd', value, 'code'));
    shownRows.append(row);
  }
  return shownRows;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} words
 * @param {string} [name]
 */
function element(tag, words, name) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (name !== undefined) made.className = name;
  return made;
}

/**
 * Where the browser reads QR codes by itself, a picture of one does as well. It stays on the device.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} code
 */
function offerPictures(form, code) {
  /** @type {any} */
  const { BarcodeDetector } = globalThis;
  const row = form.querySelector('.picture');
  const picture = row?.querySelector('input');
  if (BarcodeDetector === undefined || !(row instanceof HTMLElement) || !picture) return;
  row.hidden = false;
  picture.addEventListener('change', async () => {
    const [file] = picture.files ?? [];
    if (!file) return;
    const image = await createImageBitmap(file);
    const [found] = await new BarcodeDetector({ formats: ['qr_code'] }).detect(image);
    if (found) {
      code.value = found.rawValue;
      form.requestSubmit();
    } else picture.setCustomValidity('这张图片里没有读出二维码，请靠近一些再拍。');
    picture.reportValidity();
    picture.setCustomValidity('');
  });
}
