import type { UndoMessages } from './undo-zh.ts';

export const undoEn: UndoMessages = {
  link: 'Undo this import',
  linkHint: (days) => `Within ${days} days an import can be undone as a whole, as long as nothing later stands on it.`,
  partly: 'A part of it was written before it was interrupted; it can be undone as a whole.',
  undoneText:
    'This import was undone as a whole: what it created is gone, what it changed is as it was, and all figures are those from before. It can be imported again.',
  title: 'Undo an import',
  lede: 'Undoing takes back all that this import wrote. Look at the counts before you do.',
  caption: 'What undoing changes',
  what: 'What',
  created: 'Taken away',
  changed: 'Set back',
  things: {
    persons: 'Persons',
    posts: 'Posts',
    listings: 'Roster entries',
    commitments: 'Commitments',
    consents: 'Consents',
  },
  confirm: 'Undo it',
  back: 'Back, without undoing',
  public: 'Published commitments vanish from the wall; that they were undone is on record in the journal.',
  impossible:
    'There is nothing of this import to undo: nothing was written, or the time within which it can be undone is over.',
  obstacles: 'It cannot be undone now: later work stands on this import',
  todo: 'Undo later imports first; correct anything else in the system, one by one.',
};
