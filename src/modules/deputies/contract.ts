export * from './contract/batches.ts';
export * from './contract/figures.ts';
export * from './contract/import.ts';
export * from './contract/life.ts';
export * from './contract/lists.ts';
export * from './contract/posts.ts';
export * from './contract/me.ts';
export * from './contract/words.ts';
