export { up as deputiesMigration } from './migrations/0001-deputies.ts';
