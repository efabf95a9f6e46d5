/** What other rooms may ask of acknowledgements. */
