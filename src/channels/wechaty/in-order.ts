/**
 * Does work for each person in the order it was asked for, and for different people at once.
 * @example
 * const sends = new InOrder();
 * await Promise.all([sends.after('li', first), sends.after('li', second), sends.after('wang', third)]); // second waits for first
 */
export class InOrder {
  private readonly last = new Map<string, Promise<void>>();

  /** @throws whatever the work throws; what comes after it is done all the same */
  after(person: string, work: () => Promise<void>): Promise<void> {
    const done = (this.last.get(person) ?? Promise.resolve()).then(work, work);
    this.last.set(person, done);
    const leave = (): void => {
      if (this.last.get(person) === done) this.last.delete(person);
    };
    done.then(leave, leave);
    return done;
  }
}
