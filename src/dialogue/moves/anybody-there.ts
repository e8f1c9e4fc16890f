import type { TurnContext } from '../turn/context.js';

/**
 * Whether a line rings somebody, now or in a while. On duty is not there: everybody may be away.
 * @param isUrgent whether a life is in danger: everybody on duty is there then
 */
export async function isAnybodyThere(
  line: string,
  { services, turn }: TurnContext,
  isUrgent = false,
): Promise<boolean> {
  return (await services.seats.attendance(line, turn.at, 0, isUrgent)) !== 'nobody';
}
