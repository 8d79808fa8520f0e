import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Reply } from '../../contract.ts';

interface Key {
  readonly district: string;
  readonly id: string;
}

/** Keeps what a person has replied, in whichever posts they are invited. */
export async function setReply(
  tx: Transaction,
  { district, id }: Key,
  of: { readonly personId: string; readonly reply: Reply; readonly reason: string | null; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.activity_attendance set reply = ${of.reply}, reply_reason = ${of.reason}, replied_at = ${of.at}
    where district_code = ${district} and activity_id = ${id} and person_id = ${of.personId}`.execute(tx);
}

/** What was replied to another time is no answer to the new one. */
export async function forgetReplies(tx: Transaction, { district, id }: Key): Promise<void> {
  await sql`
    update deputies.activity_attendance set reply = null, reply_reason = null, replied_at = null
    where district_code = ${district} and activity_id = ${id} and reply is not null`.execute(tx);
}

/** Erases why a person could not come; that they could not stays. */
export async function eraseReplyReasons(
  tx: Transaction,
  { district, personId }: { readonly district: string; readonly personId: string },
): Promise<void> {
  await sql`
    update deputies.activity_attendance set reply_reason = null
    where district_code = ${district} and person_id = ${personId} and reply_reason is not null`.execute(tx);
}
