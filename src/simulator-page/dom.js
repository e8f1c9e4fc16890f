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

/**
 * Shows an element, or hides it. Where it held the focus, its neighbour gets it, so that the keyboard is never lost.
 * @param {HTMLElement} element
 * @param {boolean} isHidden
 * @param {HTMLElement} neighbour that can be focused
 */
export function conceal(element, isHidden, neighbour) {
  if (isHidden && element.contains(document.activeElement)) neighbour.focus();
  element.hidden = isHidden;
}

/**
 * Says something in passing, over the page, so that nothing moves; a reader of screens says it when there is a pause.
 * @param {string} words
 */
export function toast(words) {
  showPassing('toast', words);
}

/**
 * Says at once that something did not work.
 * @param {string} words
 */
export function alarm(words) {
  showPassing('alarm', words);
}

let passingEnds = 0;

/**
 * @param {string} id
 * @param {string} words
 */
function showPassing(id, words) {
  for (const one of document.querySelectorAll('.toast')) one.classList.remove('shown');
  const place = byId(id, HTMLElement);
  place.textContent = words;
  place.classList.add('shown');
  clearTimeout(passingEnds);
  passingEnds = window.setTimeout(() => place.classList.remove('shown'), 2000 + words.length * 120);
}

/** @param {number} seconds */
export function minutesAndSeconds(seconds) {
  const part = (/** @type {number} */ count) => String(count).padStart(2, '0');
  return `${part(Math.floor(seconds / 60))}:${part(Math.floor(seconds) % 60)}`;
}
