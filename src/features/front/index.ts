/** What other domains may ask of front. */
export {}
