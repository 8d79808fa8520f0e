import type { EvidenceMessages } from './evidence-zh.ts';

/** The same in English. */
export const evidenceEn: EvidenceMessages = {
  residents: {
    heading: 'What residents say',
    counts: (confirmed, disputed) => `Confirmed by ${confirmed}, disputed by ${disputed}.`,
    open: (day) =>
      `Residents are asked until ${day}: scan the code on the wall of the deputies’ station, or type it in, to say whether it was done, and why not.`,
    closed: 'Residents are not being asked now. When they are, the code hangs on the wall of the deputies’ station.',
    answers: 'Answers to disputes',
    waiting: (count) => `Being looked into: ${count}. The answer will be public here.`,
    states: { open: 'Being looked into', upheld: 'Upheld', dismissed: 'Dismissed' },
    reason: 'If it was not done, say what is missing (optional)',
    reasonHint:
      'At most 500 characters, read by the office alone and never public; the office looks into it and answers in public. No names or phone numbers of others, please.',
    reasons: 'Why residents say no (not public)',
  },
  office: {
    roles: { before: 'Before', after: 'After', other: 'On site' },
    screening: { waiting: 'Awaits screening', shown: 'Public', refused: 'Not public' },
    screen: 'Screen or take down',
    files: 'Photos or documents (optional)',
    filesHint: 'Photos, PDF, Word or Excel, at most 20 MB each; public only after screening.',
    document: (format) => `Document (${format})`,
    withdraw: 'Withdraw this entry',
    withdrawReason: 'What is wrong with it',
    metadata: 'A document is kept as it came, and its properties may carry its author’s name: look at them, too.',
    of: (name) => `A commitment of ${name}`,
    reported: 'Report',
    page: 'Open this commitment',
  },
  refused: 'Not public, and its file deleted. Reason: ',
  unreadable: 'The file could not be read and was not kept: send another.',
  absent:
    'The form of this commitment is not kept on the phone. Open this page again with a network, or choose a commitment under “Report”.',
};
