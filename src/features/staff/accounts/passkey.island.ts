import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

/** Passkeys need a script; without it their buttons stay hidden, and codes do the same. */
if ('PublicKeyCredential' in window) {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-passkey]')) {
    button.hidden = false
    button.addEventListener('click', () => void press(button))
  }
}

async function press(button: HTMLButtonElement): Promise<void> {
  const { passkey, challenge, proof, next, failed } = button.dataset
  button.disabled = true
  try {
    // Made by the library on the server for the same library here.
    const optionsJSON = await post(challenge!, {})
    const response =
      passkey === 'add'
        ? await startRegistration({ optionsJSON: optionsJSON as never })
        : await startAuthentication({ optionsJSON: optionsJSON as never })
    await post(proof!, { response })
    location.assign(next!)
  } catch {
    button.disabled = false
    document.querySelector('[data-passkey-status]')!.textContent = failed!
  }
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.json()
}
