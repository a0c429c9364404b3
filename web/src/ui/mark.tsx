// The faceted star with one trail arc.

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path fill="var(--brand-text)" d="M16 1 12.9 12.9 6 16l6.9 3.1L16 31Z" />
      <path fill="var(--brand)" style={{ filter: 'brightness(.72)' }} d="M16 1l3.1 11.9L26 16l-6.9 3.1L16 31Z" />
      <path d="M22.6 4.6A13.2 13.2 0 0 1 28.9 13" fill="none" stroke="var(--brand-text)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  )
}
