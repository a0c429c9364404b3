// The search of a list: it waits until the typing pauses, then goes into the URL.
import { useEffect, useEffectEvent, useState } from 'react'
import { Icon } from './icon'

interface SearchBoxProps {
  value: string
  placeholder: string
  onSearch: (value: string) => void
}

export function SearchBox({ value, placeholder, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const search = useEffectEvent(() => {
    if (text !== value) onSearch(text)
  })
  useEffect(() => {
    const timer = setTimeout(() => search(), 250)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label className="find">
      <Icon name="search" />
      <input type="search" value={text} placeholder={placeholder} aria-label={placeholder} onChange={(event) => setText(event.target.value)} />
    </label>
  )
}
