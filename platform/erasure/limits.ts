/** Rows that retention deletes in one transaction: a night can bring a million, and others write meanwhile. */
export const retention_rows_max = 5_000
/** People who are purged in one transaction. */
export const purge_people_max = 25

/** Sealed records that are opened before others have their turn. */
export const records_at_once = 200

/** Days that are told of, the one that ends first before the others. */
export const sums_max = 500
