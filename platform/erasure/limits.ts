/** Rows that retention deletes in one transaction: a night can bring a million, and others write meanwhile. */
export const retention_rows_max = 5_000
/** People who are purged in one transaction. */
export const purge_people_max = 25
