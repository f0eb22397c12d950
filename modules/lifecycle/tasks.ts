/** Kinds of tasks of this room. */
export const DELETE_CLARIFIED = 'lifecycle.delete_clarified'
export const EVIDENCE = 'lifecycle.evidence'
export const EARLY_PURGE = 'lifecycle.early_purge'
