/** Work on a name waits for the work on the same name before it, within one process. */
export class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when nothing else works on any of the names. All are asked for at once, so that none can wait in a circle. */
  async run<Result>(names: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = names.flatMap((name) => this.#last.get(name) ?? []);
    const mine = Promise.all(before).then(work);
    const settled = mine.catch(() => undefined);
    for (const name of names) this.#last.set(name, settled);
    try {
      return await mine;
    } finally {
      for (const name of names) if (this.#last.get(name) === settled) this.#last.delete(name);
    }
  }

  /** How many names are worked on or waited for. */
  get size(): number {
    return this.#last.size;
  }
}
