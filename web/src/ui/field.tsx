// A labelled input: the label above, help below, and the error in the place of the help.
import { Input } from 'antd'
import { useId } from 'react'

interface FieldProps {
  name: string
  label: string
  value: string
  onChange: (value: string) => void
  help?: string
  error?: string | undefined
  type?: 'text' | 'password'
  autoComplete?: string
  placeholder?: string
  autoFocus?: boolean
}

export function Field({ name, label, value, onChange, help, error, type = 'text', autoComplete = 'off', placeholder, autoFocus = false }: FieldProps) {
  const id = useId()
  const told = error ?? help
  const common = {
    id,
    name,
    value,
    autoComplete,
    autoFocus,
    placeholder: placeholder ?? '',
    'aria-invalid': error !== undefined,
    'aria-describedby': told === undefined ? undefined : `${id}-help`,
    ...(error === undefined ? {} : { status: 'error' as const }),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input {...common} type={type} />
      {told !== undefined && (
        <div id={`${id}-help`} className={error === undefined ? 'help' : 'help bad'}>
          {told}
        </div>
      )}
    </div>
  )
}
