/** The file is not what the database knows of it. The message is German and says what to do. */
export class LedgerProblem extends Error {}
