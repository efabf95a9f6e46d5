/** Styles that a script loads with itself. */
declare module '*.css'
