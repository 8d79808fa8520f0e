/** Pages are read without any script; what needs one, in the office, says so itself. */
export const csr = false;
