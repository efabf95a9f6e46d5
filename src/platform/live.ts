/** A value that everybody reads anew each time, because someone may change it while the program runs. */
export type Live<T> = { current: T }
