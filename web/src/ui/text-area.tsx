// A few lines of text: the label above, help below, and the error in the place of the help.
import { useId } from 'react'

interface TextAreaProps {
  label: string
  value: string
  onChange: (value: string) => void
  help?: string
  error?: string | undefined
}

export function TextArea({ label, value, onChange, help, error }: TextAreaProps) {
  const id = useId()
  const told = error ?? help
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={error === undefined ? 'in area' : 'in area bad'}
        rows={3}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={told === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      {told !== undefined && (
        <div id={`${id}-help`} className={error === undefined ? 'help' : 'help bad'}>
          {told}
        </div>
      )}
    </div>
  )
}
