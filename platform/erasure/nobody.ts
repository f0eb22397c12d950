/** The person of nobody, "Gelöschtes Konto": what outlives its person points here (migration 0036). Nobody signs in as it, and no list shows it. */
export const NOBODY_ID = '00000000-0000-7000-8000-00000000dead'
