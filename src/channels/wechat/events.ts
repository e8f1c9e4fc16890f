import type { Input } from '../../domain/conversation/turn.js';

/** The fields of an event (事件推送) that say what happened. */
export interface AccountEvent {
  readonly Event?: string | undefined;
  readonly EventKey?: string | undefined;
  /** `qrcode` or `barcode`. */
  readonly ScanType?: string | undefined;
  readonly ScanResult?: string | undefined;
}

/** What each event that wants an answer comes to. Any other (VIEW, LOCATION, TEMPLATESENDJOBFINISH …) needs none. */
const events: ReadonlyMap<string, (event: AccountEvent) => Input> = new Map([
  ['subscribe', subscribed],
  ['scan', ({ EventKey = '' }) => ({ kind: 'scan', content: EventKey })],
  ['click', ({ EventKey = '' }) => ({ kind: 'tap', target: EventKey })],
  ['scancode_push', scannedFromMenu],
  ['scancode_waitmsg', scannedFromMenu],
  // A colleague (客服) takes a chat, hands it to another, ends it.
  ['kf_create_session', () => ({ kind: 'colleague', does: 'takes' })],
  ['kf_switch_session', () => ({ kind: 'colleague', does: 'takes' })],
  ['kf_close_session', () => ({ kind: 'colleague', does: 'ends' })],
]);

/** @returns null for an event that asks for nothing */
export function eventInput(event: AccountEvent): Input | null {
  return events.get(event.Event?.toLowerCase() ?? '')?.(event) ?? null;
}

const sceneMark = 'qrscene_';

/** Somebody follows the account, perhaps by scanning one of our codes (带参数二维码). */
function subscribed({ EventKey = '' }: AccountEvent): Input {
  const scene = EventKey.startsWith(sceneMark) ? EventKey.slice(sceneMark.length) : '';
  return scene === '' ? { kind: 'arrival' } : { kind: 'scan', content: scene };
}

/** The menu's own scanner (扫一扫) writes a barcode with its type in front: `CODE_128,123456`. */
function scannedFromMenu({ ScanType, ScanResult = '' }: AccountEvent): Input {
  const content = ScanType === 'qrcode' ? ScanResult : ScanResult.replace(/^[A-Z]+[A-Z0-9_-]*,/, '');
  return { kind: 'scan', content };
}
