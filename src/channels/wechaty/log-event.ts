import type { Logger } from 'pino';
import type { PuppetEvent } from './puppet.js';

/** Notes for operators what a puppet tells of itself; what it tells of people is no business of the log. */
export function logEvent(event: PuppetEvent, log: Logger): void {
  switch (event.kind) {
    case 'logged-in':
      log.info('the puppet is logged in');
      break;
    case 'logged-out':
      log.warn('the puppet is logged out: it answers nobody until it is logged in again');
      break;
    case 'contact-request':
      log.info('somebody asks to be a contact: accept it in the client, if you want to');
      break;
    case 'trouble':
      log.warn({ reason: event.words }, 'the puppet had trouble');
      break;
    case 'printed':
      log.debug({ line: event.line }, 'the puppet printed something');
      break;
  }
}
