type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

/** Reads the codes of tickets with the camera, where the browser can; elsewhere the phone's own camera opens them. */
export function offerScanning(door: HTMLElement, found: (code: string) => void, say: (text: string) => void): void {
  // Not in every browser, nor known to the compiler.
  const Found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const button = door.querySelector<HTMLButtonElement>('[data-door-scan]')
  if (!Found || !button || !navigator.mediaDevices) return
  button.hidden = false
  button.addEventListener('click', async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => undefined)
    // No camera, or not allowed: she is told, and names can be pressed all the same.
    if (!stream) return say(door.dataset.noCamera ?? '')
    await scan(stream, new Found({ formats: ['qr_code'] }), { button, found })
  })
}

/** The same ticket, still before the camera, is one. Milliseconds. */
const STILL = 3_000

type Scan = { button: HTMLButtonElement; found(code: string): void }

async function scan(stream: MediaStream, detector: Detector, { button, found }: Scan): Promise<void> {
  const video = document.createElement('video')
  video.className = 'w-full max-w-md rounded-box'
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  button.after(video)
  button.hidden = true
  await video.play()
  const seen = new Map<string, number>()
  const look = async () => {
    for (const { rawValue } of await detector.detect(video).catch(() => [])) {
      const code = /\/door\/([a-z0-9]{12})$/.exec(rawValue)?.[1]
      if (!code) continue
      if (Date.now() - (seen.get(code) ?? 0) > STILL) found(code)
      seen.set(code, Date.now())
    }
    requestAnimationFrame(() => void look())
  }
  void look()
}
