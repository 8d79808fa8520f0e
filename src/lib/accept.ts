/** The kinds of files that can be offered as evidence; the server looks at what is in them. */
export const EVIDENCE_FILES = 'image/*,application/pdf,.pdf,.docx,.xlsx';
