import { defineUseCase, findPerson, setSounds, soundsOf } from '#kernel/index.server.ts';
import { CorrectReading } from '../../contract.ts';
import { personErrors, postErrors } from '../../domain/posts/post-errors.ts';
import { OFFICERS, districtOf, requireOneOf } from '../posts/standing.ts';

/** Says how a name sounds, where the dictionary reads it otherwise or not at all. Rosters do not change it any more. */
export const correctReading = defineUseCase({
  name: 'deputies.correct-reading',
  input: CorrectReading,
  by: OFFICERS,
  async run(scene, { personId, words }) {
    const district = districtOf(scene);
    const [post] = await requireOneOf(scene, personId);
    const person = await findPerson(scene.tx, district, personId);
    if (person === undefined || post === undefined) throw postErrors.unknownPerson();
    const count = Array.from(person.name).length;
    if (words.length !== count) throw personErrors.wrongReading(count);
    const sounds = soundsOf(words);
    await setSounds(scene.tx, { district, id: personId }, sounds);
    return {
      result: sounds,
      record: [],
      trail: [
        { region: post.region, subject: personId, before: { pinyin: person.pinyin }, after: { pinyin: sounds.pinyin } },
      ],
    };
  },
});
