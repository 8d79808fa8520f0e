import { defineUseCase } from '#kernel/index.server.ts';
import { RenewScreenKey } from '../../contract.ts';
import { setScreenKey } from '../../store/stations/stations.ts';
import { KEEPERS, requireOwnStation } from './standing.ts';

/**
 * Makes the link by which a station's screen shows what may hang on its wall, and not on the web. The link before it is
 * not valid any more.
 */
export const renewScreenKey = defineUseCase({
  name: 'deputies.renew-screen-key',
  input: RenewScreenKey,
  by: KEEPERS,
  async run(scene, { stationId }) {
    const station = await requireOwnStation(scene, stationId);
    const key = scene.newId();
    await setScreenKey(scene.tx, station, key);
    return { result: { key }, record: [], trail: [{ region: station.region, subject: station.id }] };
  },
});
