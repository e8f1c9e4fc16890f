/** A delivery that was answered long ago, or whose call is over: nobody genuine waits for it. */
export class Replayed extends Error {
  readonly code = 'replayed';
  constructor() {
    super('This delivery was answered before. It is not answered again.');
    this.name = 'Replayed';
  }
}
