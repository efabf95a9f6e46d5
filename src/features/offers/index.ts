/** What other domains may ask of offers. */
export {}
