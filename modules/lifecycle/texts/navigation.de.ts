export const navigation = { place: 'Abgang und Löschung', early: 'Endgültig löschen' } as const
