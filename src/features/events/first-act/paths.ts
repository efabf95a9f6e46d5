/** For somebody who has just signed, a path where she comes to an event with one press; what is no event is found where it always is. */
export const firstActPath = (path: string, token: string) =>
  /^\/events\/[0-9a-f-]{36}$/.test(path) ? `${path}/welcome/${token}` : path
