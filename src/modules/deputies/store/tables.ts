import type { Generated } from 'kysely';

/** The tables of people, posts and commitments, as the store's queries see them. */
declare module '#platform/database/database.ts' {
  interface Tables {
    'deputies.roster': { district_code: string; region: string; year: number; is_complete: boolean };
    'deputies.membership': {
      district_code: string;
      id: string;
      person_id: string;
      region: string;
      level: string;
      from_day: string;
      until_day: string | null;
      is_leading: boolean | null;
      listed_from: string | null;
      listed_until: string | null;
      begun_day: string | null;
      is_by_election: Generated<boolean>;
      congress: string | null;
      ended_day: string | null;
      end_reason: string | null;
      end_note: string | null;
      suspended_from: string | null;
      suspended_until: string | null;
    };
    'deputies.listing': {
      district_code: string;
      membership_id: string;
      year: number;
      congress: string | null;
      electoral_district: string | null;
      phone: string | null;
      is_phone_public: boolean | null;
      is_workplace_public: boolean | null;
      group_name: string | null;
      activity_group: string | null;
      station: string | null;
      workplace: string | null;
      post: string | null;
      stated_from: string | null;
      stated_until: string | null;
      remarks: string | null;
      extra: Record<string, string>;
    };
    'deputies.commitment': {
      district_code: string;
      id: string;
      membership_id: string;
      person_id: string;
      region: string;
      level: string;
      year: number;
      group_name: string | null;
      kind: string;
      field: string;
      text: string;
      target: string | null;
      due_day: string | null;
      due_note: string | null;
      result: string | null;
      measure: string | null;
      unit: string | null;
      quantity: string | null;
      remarks: string | null;
      extra: Record<string, string>;
      version: number;
      recorded_at: string;
    };
    'deputies.commitment_version': {
      district_code: string;
      commitment_id: string;
      version: number;
      content: unknown;
      recorded_at: string;
    };
    'deputies.commitment_change': {
      district_code: string;
      commitment_id: string;
      seq: number;
      state: string;
      effective_at: string;
      until_at: string;
      is_assumed: boolean;
      by_name: string | null;
      how: string | null;
      recorded_at: string;
      superseded_at: string | null;
    };
  }
}
