/** What a form says of a nomination; what is none is left to the schema. */
export function nominationIn(fields: URLSearchParams) {
  const text = (name: string) => fields.get(name) ?? '';
  return {
    ...{ field: text('field'), title: text('title'), deeds: text('deeds') },
    criteria: fields.getAll('criterion'),
    commitmentIds: fields.getAll('commitment'),
    activityIds: fields.getAll('activity'),
  };
}
