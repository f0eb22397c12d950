/** Limits of offices and appointments. */
export const limits = { name_length_max: 100, school_name_length_max: 120, appointments_listed_max: 500 } as const
