import type { TurnContext } from '../turn/context.js';

/** Whether a line rings somebody, now or in a while. On duty is not there: everybody may be away. */
export async function isAnybodyThere(line: string, { services, turn }: TurnContext): Promise<boolean> {
  return (await services.seats.attendance(line, turn.at)) !== 'nobody';
}
