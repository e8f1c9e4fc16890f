/**
 * Computes a draw again in the browser of whoever doubts it: fetches its bundle and the verifier when asked to, and says of each step whether it holds.
 * What stands in the page (`src/portal/parts/draw-check.ts`) names both; without this script the page offers the file and the commands.
 */

/** @typedef {'holds' | 'does not hold' | 'cannot be known'} Answer */
/** @typedef {{ step: string, answer: Answer, words: string }} Step */
/** @typedef {'numbers' | 'weak' | 'release' | 'stamp'} Remark */
/** @typedef {{ answer: Answer, step: string | null, steps: Step[], remarks: Remark[] }} Verdict */

/** What each step looks at, as people read it. */
const steps = new Map([
  ['form', '凭证的格式：字段齐全，没有多余'],
  ['seal-hash', '封存书：指纹与凭证所载一致'],
  ['register', '名录库：就是封存时的那一份'],
  ['people', '人员名录：就是封存时的那一份'],
  ['beacon', '公共随机信标：签名是真的，而且在封存之后才产生'],
  ['code', '封存的密码：与封存书里的指纹对得上'],
  ['result', '抽取结果：重新计算，得出的一样'],
  ['receipts', '回执：环环相扣，说的与算出的一样'],
]);

/** What the step of the beacon looks at where it is none. @type {Record<string, string>} */
const sources = {
  numbers: '录入的号码：两个账号录入一致，而且在封存之后才有',
  codes: '没有信标：由封存的密码代替',
};

/** What is left to whoever checks. @type {Record<Remark, string>} */
const remarks = {
  numbers: '号码本身请您对照公布的开奖号码，或者问在场的见证人。',
  weak: '这是弱证明：决定结果的是本局的密码，不是公共信标。',
  release: '名录是不是那一次发布的记录，请用公开的数据集对照。',
  stamp: '时间戳由谁所盖，请用 openssl ts -verify 核对。',
};

/** @type {Record<Answer, { state: string, sign: string, word: string, whole: string }>} */
const answers = {
  holds: { state: 'pass', sign: '✓', word: '成立', whole: '这次抽取成立：您的浏览器得出的，与公布的完全相同。' },
  'does not hold': { state: 'fail', sign: '✕', word: '不成立', whole: '这次抽取不成立，问题出在：' },
  'cannot be known': { state: 'wait', sign: '…', word: '还不能知道', whole: '现在还不能下结论，缺少的是：' },
};

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} inside
 */
function element(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...inside);
  return made;
}

/** @param {Answer} answer */
function mark(answer) {
  const { state, sign, word } = answers[answer];
  return element('span', { class: `state ${state}` }, element('span', { 'aria-hidden': 'true' }, sign), ` ${word}`);
}

/**
 * @param {string} step
 * @param {string} [source] of the beacon, where it is not quicknet
 */
function about(step, source) {
  return (step === 'beacon' && source !== undefined ? sources[source] : undefined) ?? steps.get(step) ?? step;
}

/**
 * @param {Verdict} verdict
 * @param {string} [source]
 */
function told({ answer, step, steps: all, remarks: left }, source) {
  const list = all.map((one) => {
    // What was found is for whoever looks closely, in the words of the protocol.
    const found = element('span', { class: 'quiet', lang: 'en' }, one.words);
    return element(
      'li',
      { 'data-step': one.step },
      mark(one.answer),
      ` ${about(one.step, source)}`,
      element('br', {}),
      found,
    );
  });
  const where = step === null ? '' : `${about(step, source)}。`;
  return [
    element('p', { 'data-answer': answer }, mark(answer), ` ${answers[answer].whole}${where}`),
    ...left.map((one) => element('p', { 'data-remark': one }, remarks[one])),
    element('ol', {}, ...list),
  ];
}

/** Lets the page show what it says before a computation holds it up. */
function showVerdict() {
  return new Promise((done) => setTimeout(done, 50));
}

/** @param {HTMLElement} box */
function offer(box) {
  const button = box.querySelector('button');
  const report = box.querySelector('[aria-live]');
  const { bundle = '', verifier = '' } = box.dataset;
  if (button === null || report === null) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    try {
      report.replaceChildren(element('p', {}, '正在取凭证和验算程序……'));
      const [answer, { verifyBundle }] = await Promise.all([fetch(bundle), import(verifier)]);
      if (!answer.ok) throw new Error(`${bundle}: ${answer.status}`);
      const given = await answer.json();
      report.replaceChildren(element('p', {}, '正在您的浏览器里计算……'));
      await showVerdict();
      report.replaceChildren(...told(verifyBundle(given), given.seal?.beacon?.source));
    } catch {
      report.replaceChildren(
        element('p', {}, '没能取到凭证或验算程序，可能是网络不通。请稍后再试，或者下载凭证自己验算。'),
      );
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}

for (const box of document.querySelectorAll('[data-draw-check]')) if (box instanceof HTMLElement) offer(box);
