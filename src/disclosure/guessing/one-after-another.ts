/** Does what belongs to somebody after what came before it. */
export type InTurn = <Result>(whose: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes what one asks for wait for what they asked before, so that many guesses at once gain nothing. */
export function oneAfterAnother(): InTurn {
  const lastOf = new Map<string, Promise<void>>();
  return (whose, work) => {
    const result = (lastOf.get(whose) ?? Promise.resolve()).then(work);
    const nothing = () => undefined;
    const done: Promise<void> = result.then(nothing, nothing).then(() => {
      if (lastOf.get(whose) === done) lastOf.delete(whose);
    });
    lastOf.set(whose, done);
    return result;
  };
}
