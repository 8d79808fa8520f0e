import { error } from '@sveltejs/kit';
import { StationId } from '#modules/deputies/contract.ts';

/** A station's id as an address carries it. @throws the page that says there is nothing here */
export function stationIdOf(text: string): StationId {
  const parsed = StationId.safeParse(text);
  if (!parsed.success) error(404, 'station.unknown');
  return parsed.data;
}
