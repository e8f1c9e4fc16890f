import { randomBytes, randomInt } from 'node:crypto';
import type { LoadRequest } from './load.js';
import { phoneRequest } from './requests.js';
import { numbered, type Probe, requireSameKind, type Scenario } from './scenario.js';
import type { Answer } from './target.js';

/** What Twilio sends next: where to, and which parameters besides those of every webhook. */
interface Step {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds Twilio's next step in the last answer. @throws Error when that answer is not of the kind it needs */
type NextStep = (last: Answer) => Step;

const ring: NextStep = () => ({ path: '/phone/twilio/voice', parameters: { CallStatus: 'ringing' } });
const press =
  (keys: string): NextStep =>
  (last) => ({ path: linkOf(last, 'Gather'), parameters: { Digits: keys } });
const staffAnswered: NextStep = (last) => ({
  path: linkOf(last, 'Dial'),
  parameters: { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '61' },
});
const hangUp: NextStep = () => ({
  path: '/phone/twilio/status',
  parameters: { CallStatus: 'completed', CallDuration: '75' },
});

/** A whole call: it rings, the caller presses the key for a person, a colleague has answered, they hang up. */
export function wholeCall(probe: Probe): Promise<Scenario> {
  return callOf(probe, 'a whole call by a new caller', [ring, press('0'), staffAnswered, hangUp], {
    bar: 0.5,
    aim: 0.75,
  });
}

/** A call of two turns: it rings, and the caller presses the key of self-service. */
export function shortCall(probe: Probe): Promise<Scenario> {
  return callOf(probe, 'a short call by a new caller', [ring, press('*')]);
}

/** Finds the way through the service's links once, so that everybody's requests can be prepared. */
async function callOf(
  probe: Probe,
  name: string,
  nexts: readonly NextStep[],
  bars: Pick<Scenario, 'bar' | 'aim'> = {},
): Promise<Scenario> {
  const caller = newCaller();
  const steps: (Step & { readonly answer: Answer; readonly number: number })[] = [];
  for (const next of nexts) {
    const step = next(steps.at(-1)?.answer ?? { contentType: '', body: '' });
    steps.push({
      ...step,
      ...(await probe.send(phoneRequest(caller.callSid, step.path, step.parameters, caller.from))),
    });
  }
  const newPerson = () => {
    const { callSid, from } = newCaller();
    return steps.map(({ path, parameters, answer, number }) => {
      const write = (link: string): LoadRequest => {
        const request = phoneRequest(callSid, link, parameters, from);
        return numbered(request, number, (given) => requireSameKind(given, answer.body));
      };
      // The link names who rings, which is somebody else with each call.
      if (!path.includes('offer=')) return write(path);
      return { ...write(path), after: (body: string) => write(linkOf({ ...answer, body }, 'Dial')) };
    });
  };
  return { name, ...bars, newPerson };
}

/** Somebody who calls for the first time. */
export function newCaller(): { readonly callSid: string; readonly from: string } {
  return { callSid: `CA${randomBytes(16).toString('hex')}`, from: `+861${randomInt(3e9, 1e10)}` };
}

/** @returns the path and query of the verb's `action` @throws Error when there is no such verb */
export function linkOf({ body }: Answer, verb: 'Gather' | 'Dial' | 'Record'): string {
  const [, action = ''] = new RegExp(`<${verb} [^>]*action="([^"]+)"`).exec(body) ?? [];
  if (action === '') throw new Error(`the service answered without <${verb}>: ${body.slice(0, 400)}`);
  const { pathname, search } = new URL(action.replaceAll('&amp;', '&'));
  return pathname + search;
}
