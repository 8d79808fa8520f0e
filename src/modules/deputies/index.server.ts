export { up as deputiesMigration } from './migrations/0001-deputies.ts';
export { findCommitments } from './use-cases/lists/find-commitments.ts';
export { findDeputies } from './use-cases/lists/find-deputies.ts';
export { readCommitment } from './use-cases/lists/read-commitment.ts';
export { readDeputy } from './use-cases/lists/read-deputy.ts';
export { deputyParameters } from './route-parameters.ts';
export { deputyRoutes } from './routes.ts';
