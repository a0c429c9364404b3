// A file to hand in: a button in our words, and the file's name beside it.
import { useId } from 'react'

interface FileFieldProps {
  label: string
  /** On the button. */
  choose: string
  /** Beside it, until there is a file. */
  none: string
  accept: string
  help: string
  file: File | null
  onChange: (file: File | null) => void
}

export function FileField({ label, choose, none, accept, help, file, onChange }: FileFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <span className="label" id={`${id}-label`}>
        {label}
      </span>
      <div className="filein">
        <input
          id={id}
          className="sr"
          type="file"
          accept={accept}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.target.files?.[0] ?? null)}
        />
        <label className="btn" htmlFor={id}>
          {choose}
        </label>
        <span className={file ? 'cut' : 'cut mute'}>{file?.name ?? none}</span>
      </div>
      <div className="help" id={`${id}-help`}>
        {help}
      </div>
    </div>
  )
}
