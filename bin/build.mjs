/** Builds what browsers load and what the server runs, side by side. */
import { build } from 'vite'

const logLevel = 'warn'
await Promise.all([build({ logLevel }), build({ logLevel, build: { ssr: true } })])
