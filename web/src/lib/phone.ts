// Whether the page is as narrow as a phone: the frame changes at 768 px.
import { useSyncExternalStore } from 'react'

const narrow = () => globalThis.matchMedia('(max-width: 767px)')

function subscribe(listener: () => void) {
  const media = narrow()
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

export const useIsPhone = () => useSyncExternalStore(subscribe, () => narrow().matches)
