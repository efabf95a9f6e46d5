const NAMES = ['', 'localhost', '127.0.0.1', '[::1]']

/** Whether a URL's host is this machine's own name for itself (RFC 6761 §6.3), or none: a socket in a folder. */
export const isLoopback = ({ hostname }: URL) => NAMES.includes(hostname) || hostname.startsWith('%2F')
