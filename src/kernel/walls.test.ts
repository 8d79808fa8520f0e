import { expect, test } from 'vitest';
import { actingAs, wall, whoeverWrites } from './walls.ts';

// Released steps are made of these words: they are pinned to the letter.
test('a wall lets nobody through but by its four policies', () => {
  expect(wall('deputies.duty', { sees: 'a', writes: 'b' })).toEqual([
    'alter table deputies.duty enable row level security',
    'alter table deputies.duty force row level security',
    'create policy seen on deputies.duty for select using (a)',
    'create policy added on deputies.duty for insert with check (b)',
    'create policy changed on deputies.duty for update using (b)',
    'create policy erased on deputies.duty for delete using (b)',
  ]);
  const apart = wall('deputies.duty', { sees: 'a', writes: 'b', adds: 'c', erases: 'd' });
  expect(apart.slice(3)).toEqual([
    'create policy added on deputies.duty for insert with check (c)',
    'create policy changed on deputies.duty for update using (b)',
    'create policy erased on deputies.duty for delete using (d)',
  ]);
});

test('roles are named one by one, and who writes is asked besides what is seen', () => {
  expect(actingAs('deputy', 'auditor')).toBe("kernel.acting_role() in ('deputy', 'auditor')");
  expect(whoeverWrites('a')).toEqual({ sees: 'a', writes: 'a and kernel.may_write()' });
  expect(whoeverWrites('a', 'b')).toEqual({ sees: 'a', writes: 'b and kernel.may_write()' });
});
