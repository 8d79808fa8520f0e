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
      is_leading: Generated<boolean | null>;
    };
    'deputies.delegation': { district_code: string; town: string; is_on: boolean };
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
      state: Generated<string>;
      revision: Generated<number>;
      origin: Generated<string>;
      worry: Generated<string | null>;
      themes: Generated<string[]>;
      target_quantity: Generated<string | null>;
      target_unit: Generated<string | null>;
      keyed_by: Generated<string | null>;
      claimed_by: Generated<string | null>;
      claimed_person: Generated<string | null>;
      claimed_at: Generated<string | null>;
      last_entry_at: Generated<string | null>;
      carried_from: Generated<string | null>;
    };
    'deputies.commitment_version': {
      district_code: string;
      commitment_id: string;
      version: number;
      content: unknown;
      recorded_at: string;
      reason: Generated<string | null>;
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
      role: Generated<string | null>;
      by_account: Generated<string | null>;
      by_person: Generated<string | null>;
    };
    'deputies.commitment_review': {
      district_code: string;
      commitment_id: string;
      seq: number;
      region: string;
      is_specific: boolean;
      is_verifiable: boolean;
      is_own: boolean;
      is_passed: boolean;
      note: string | null;
      by_account: string;
      by_person: string | null;
      reviewed_at: string;
    };
    'deputies.verification': {
      district_code: string;
      commitment_id: string;
      seq: number;
      region: string;
      method: string;
      how: string;
      is_confirmed: boolean;
      by_account: string;
      by_person: string | null;
      verified_at: string;
    };
    'deputies.progress_entry': {
      district_code: string;
      id: string;
      commitment_id: string;
      person_id: string;
      region: string;
      kind: string;
      text: string;
      day: string;
      planned_day: string | null;
      quantity: string | null;
      is_on_behalf: boolean;
      by_account: string;
      recorded_at: string;
      reported_at: string;
      withdrawn_at: string | null;
    };
    'deputies.confirmation_round': {
      district_code: string;
      id: string;
      commitment_id: string;
      region: string;
      code: string;
      opened_at: string;
      closes_at: string;
    };
    'deputies.confirmation_answer': {
      district_code: string;
      round_id: string;
      device: string;
      place: string;
      answer: string;
      answered_at: string;
    };
    'deputies.dispute': {
      district_code: string;
      id: string;
      commitment_id: string;
      region: string;
      source: string;
      text: string;
      state: string;
      raised_at: string;
      answer: string | null;
      by_account: string | null;
      by_person: string | null;
      decided_at: string | null;
    };
  }
}
