/// <reference lib="webworker" />
/**
 * Opens the door's page without network: from the phone, where its island kept it, for one day; with network always anew. It looks after that one page
 * and what that is made of.
 */
// To the compiler, which knows the pages too, it is a window's.
const worker = self as unknown as ServiceWorkerGlobalScope
const DAY = 86_400_000

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(answer(event.request))
})

async function answer(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request)
    if (request.mode === 'navigate' && fresh.ok && !fresh.redirected) await keep(request, fresh.clone())
    return fresh
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true })
    if (kept && Date.now() - Date.parse(kept.headers.get('date') ?? '') < DAY) return kept
    // Names of people do not stay on a phone.
    await caches.delete('door')
    throw error
  }
}

async function keep(request: Request, answered: Response): Promise<void> {
  const cache = await caches.open('door')
  await cache.put(request, answered)
}
