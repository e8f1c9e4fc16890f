import { Challenges } from '../../src/challenge/challenges.js';
import { systemEntropy } from '../../src/service/entropy.js';
import type { TestService } from '../service/running.js';

/** What the picture of a challenge shows, for a test that has the service's database, and so its secret: nobody else can tell but by looking. */
export async function digitsOf(service: Pick<TestService, 'store'>, challenge: string): Promise<string> {
  const clock = { now: () => Date.parse('2016-10-21T10:00:00+08:00') };
  const challenges = new Challenges({ store: service.store.guesses, clock, entropy: systemEntropy });
  return (await challenges.digitsOf(challenge)) ?? '';
}

/** The code of a form as it came, and what it carries along. */
export async function codeIn(
  service: Pick<TestService, 'store'>,
  page: string,
): Promise<{ readonly challenge: string; readonly code: string }> {
  const [, challenge = ''] = /name="challenge" value="([^"]+)"/.exec(page) ?? [];
  return { challenge, code: await digitsOf(service, challenge) };
}
