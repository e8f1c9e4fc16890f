import { type Html, html } from '../shell/html.js';

/** Where whatever was typed into the search box is sent: it stands in no address, since some numbers are nobody else's business. */
export const findPath = '/find';

/**
 * The one box that understands any number: of a consignment, a car, a bottle, a certificate, a container.
 * @param typed what was typed before
 */
export function searchBox(typed = ''): Html {
  return html`<form class="search" method="post" action="${findPath}" role="search">
<label for="number">填号码就能查</label>
<input id="number" name="number" type="text" value="${typed}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="300" aria-describedby="number-hint">
<button type="submit">查询</button>
<p class="hint" id="number-hint">报检号、车架号、标签编码、酒瓶编码、证书编号、场地编号都可以，不用选种类。<span class="english" lang="en">Any number on your declaration, car, bottle or certificate.</span></p>
</form>`;
}
