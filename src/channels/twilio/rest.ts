import type { TwilioConfig } from './settings.js';

/** Who asks Twilio's REST interface. */
export type TwilioAccount = Pick<TwilioConfig, 'accountSid' | 'authToken'>;

/** @returns where the calls of an account are: new ones, or one that there is */
export function callsAddress(
  { accountSid, apiBase }: TwilioAccount & { readonly apiBase: string },
  callSid?: string,
): string {
  return `${apiBase}/2010-04-01/Accounts/${accountSid}/Calls${callSid === undefined ? '' : `/${callSid}`}.json`;
}

/** Asks as the account. Its password goes to that address and nowhere else: a redirection is an answer, and is not followed. */
export function askTwilio(
  { accountSid, authToken }: TwilioAccount,
  address: string | URL,
  { timeoutMs, headers, ...request }: Pick<RequestInit, 'method' | 'body' | 'headers'> & { readonly timeoutMs: number },
): Promise<Response> {
  const password = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  return fetch(address, {
    ...request,
    headers: { ...headers, Authorization: `Basic ${password}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
}
