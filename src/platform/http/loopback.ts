import type { FastifyRequest } from 'fastify'

const NAMES = ['localhost', '127.0.0.1', '[::1]']
const PEERS = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** Whether a host and port, as an address or a Host header has them, are this machine's own name for itself (RFC 6761 §6.3). */
const isLoopbackName = (host: string | undefined) =>
  host !== undefined && URL.canParse(`http://${host}`) && NAMES.includes(new URL(`http://${host}`).hostname)

/**
 * Whether somebody asks from this very machine, by its own name: not a neighbour on the network, and not a page elsewhere whose name was
 * made to mean this machine.
 */
export const isFromThisMachine = ({ headers, socket }: FastifyRequest) =>
  PEERS.includes(socket.remoteAddress ?? '') && isLoopbackName(headers.host)
