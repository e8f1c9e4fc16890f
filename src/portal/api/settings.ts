/** What the environment says of the open API. */
export interface ApiSettings {
  /** How much one address may ask in a minute. Each process counts for itself. */
  readonly requestsPerMinute: number;
  /** How many proxies of ours a request comes through: addresses are taken from the last of them, and never from others. */
  readonly trustedProxies: number;
}

/** A setting that cannot be used. */
export class ApiSettingRefused extends Error {
  readonly code = 'setting-refused';
}

/**
 * @param env `API_REQUESTS_PER_MINUTE` (600), `TRUSTED_PROXIES` (0)
 * @throws ApiSettingRefused with every problem at once
 */
export function loadApiSettings(env: NodeJS.ProcessEnv): ApiSettings {
  const problems: string[] = [];
  const numberIn = (name: string, otherwise: number, min: number, max: number): number => {
    const text = env[name] ?? '';
    if (text === '') return otherwise;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (number < min || number > max) problems.push(`${name} must be a whole number from ${min} to ${max}.`);
    return number;
  };
  const settings = {
    requestsPerMinute: numberIn('API_REQUESTS_PER_MINUTE', 600, 1, 1_000_000),
    trustedProxies: numberIn('TRUSTED_PROXIES', 0, 0, 10),
  };
  if (problems.length > 0) throw new ApiSettingRefused(`The settings are wrong:\n  ${problems.join('\n  ')}`);
  return settings;
}
