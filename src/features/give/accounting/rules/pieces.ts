/** Lines that are read at once: a file is never whole in memory. */
export const PIECE = 1_000
/** Says to spreadsheets that what follows is UTF-8. */
export const MARK = '\uFEFF'
