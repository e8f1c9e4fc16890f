/**
 * The element with this id.
 * @template {typeof HTMLElement} Kind
 * @param {string} id
 * @param {Kind} kind
 * @returns {InstanceType<Kind>}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is no ${kind.name}`);
  return /** @type {InstanceType<Kind>} */ (found);
}

/**
 * A new element with a class and what stands in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {(Node | string)[]} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...content);
  return element;
}

/**
 * @param {string} className
 * @param {(Node | string)[]} content
 */
export function button(className, ...content) {
  const element = make('button', className, ...content);
  element.type = 'button';
  return element;
}

/**
 * Adds to a log that scrolls inside itself, and follows it to its end.
 * @param {HTMLElement} log
 * @param {HTMLElement} entry
 */
export function addTo(log, entry) {
  log.append(entry);
  log.scrollTop = log.scrollHeight;
}

let toastEnds = 0;

/**
 * Says something in passing, over the page, so that nothing moves.
 * @param {string} words
 */
export function toast(words) {
  const place = byId('toast', HTMLElement);
  place.textContent = words;
  place.classList.add('shown');
  clearTimeout(toastEnds);
  toastEnds = window.setTimeout(() => place.classList.remove('shown'), 2000 + words.length * 120);
}

/** @param {number} seconds */
export function minutesAndSeconds(seconds) {
  const part = (/** @type {number} */ count) => String(count).padStart(2, '0');
  return `${part(Math.floor(seconds / 60))}:${part(Math.floor(seconds) % 60)}`;
}
