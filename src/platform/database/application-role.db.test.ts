import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { APPLICATION_ROLE, grantApplication } from './application-role.ts';
import { openDatabase } from './database.ts';

test('the application reads and writes what it does not own, and changes no structure', async () => {
  const host = inject('socketFolder');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = openDatabase({ host, user: 'jiannuo', database: 'postgres' });
  await sql.raw(`create database ${name} template migrated`).execute(admin);
  const owner = openDatabase({ host, user: 'jiannuo', database: name });
  const application = openDatabase({ host, user: APPLICATION_ROLE, database: name });

  await sql`create schema "odd name"`.execute(owner);
  await sql`create table "odd name".thing (id serial primary key, what text)`.execute(owner);
  const insert = sql`insert into "odd name".thing (what) values ('x')`;
  await expect(insert.execute(application)).rejects.toThrow('permission denied');

  await grantApplication(owner);
  await grantApplication(owner);
  await Promise.all([grantApplication(owner), grantApplication(owner)]);

  await insert.execute(application);
  await sql`update "odd name".thing set what = 'y'`.execute(application);
  const { rows } = await sql<{ what: string }>`select what from "odd name".thing`.execute(application);
  expect(rows).toEqual([{ what: 'y' }]);
  await sql`delete from "odd name".thing`.execute(application);
  await expect(sql`drop table "odd name".thing`.execute(application)).rejects.toThrow('must be owner');
  await expect(sql`truncate "odd name".thing`.execute(application)).rejects.toThrow('permission denied');
  await expect(sql`create role another`.execute(application)).rejects.toThrow('permission denied');

  await Promise.all([owner.destroy(), application.destroy()]);
  await sql.raw(`drop database ${name}`).execute(admin);
  await admin.destroy();
});
