/** Something the administration has to put right, or to know. The message is German and says what to do; `code` is what is kept of it. */
export class BackupProblem extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
