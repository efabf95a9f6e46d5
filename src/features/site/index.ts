/** Nothing needs the site: it stands above all other slices. */
export {}
