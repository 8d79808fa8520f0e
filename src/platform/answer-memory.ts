import { LRUCache } from 'lru-cache';

const MOST_ANSWERS = 400;
const MOST_MS = 60_000;

/**
 * Answers to questions that many ask, kept until the store changes. Whoever asks while an answer is being worked out
 * waits for the same one. Answers are shared: nobody may change them.
 */
export class AnswerMemory {
  private readonly answers = new LRUCache<string, Promise<unknown>>({ max: MOST_ANSWERS, ttl: MOST_MS });
  private isTrusted = false;

  recall<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    if (!this.isTrusted) return work();
    const known = this.answers.get(key) as Promise<Answer> | undefined;
    if (known !== undefined) return known;
    const answer = work();
    this.answers.set(key, answer);
    // What failed is asked again.
    answer.catch(() => {
      if (this.answers.peek(key) === answer) this.answers.delete(key);
    });
    return answer;
  }

  /** The store has changed. @param about an id: only questions that name it are asked anew */
  clear(about = ''): void {
    if (about === '') this.answers.clear();
    else for (const key of this.answers.keys()) if (key.includes(about)) this.answers.delete(key);
  }

  /** Whether changes are heard of; while they are not, nothing is kept. */
  trust(isTrusted: boolean): void {
    this.isTrusted = isTrusted;
    this.clear();
  }
}
