'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { Kbd } from '#components/ui/kbd.tsx'
import { SearchField } from '#components/ui/search-field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

const pauseMilliseconds = 180

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/**
 * The search box of the helpdesk: results follow while one types, "/" leads to it, and without JavaScript it is a form.
 *
 * label; query  what is searched for now; keep  the rest of the address; searching  read out meanwhile
 */
export function SearchBox(props: {
  label: string
  query: string
  keep: Record<string, string>
  searching: string
}) {
  const router = useRouter()
  const [pending, start] = useTransition()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target))
        return
      event.preventDefault()
      input.current?.select()
      input.current?.focus()
    }
    window.addEventListener('keydown', focus)
    return () => {
      window.removeEventListener('keydown', focus)
      clearTimeout(timer.current)
    }
  }, [])
  useEffect(() => {
    // The address may change by other means, such as the back button.
    if (input.current && input.current !== document.activeElement) input.current.value = props.query
  }, [props.query])
  const follow = (words: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const parts = new URLSearchParams(words.trim() ? { q: words.trim(), ...props.keep } : props.keep)
      start(() => router.replace(`/helpdesk/macs?${parts.toString()}`, { scroll: false }))
    }, pauseMilliseconds)
  }
  return (
    <search className="block">
      <form
        action="/helpdesk/macs"
        method="get"
        className="relative max-w-2xl"
        onSubmit={(event) => {
          event.preventDefault()
          follow(input.current?.value ?? '')
        }}
      >
        {Object.entries(props.keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SearchField
          ref={input}
          name="q"
          label={props.label}
          defaultValue={props.query}
          maxLength={200}
          onChange={(event) => follow(event.currentTarget.value)}
          className="[&_input]:min-h-12 [&_input]:rounded-xl [&_input]:pr-12 [&_input]:text-base"
        />
        <span
          aria-hidden={!pending}
          className="pointer-events-none absolute inset-y-0 right-4 flex items-center"
        >
          {pending ? (
            <Spinner label={props.searching} className="size-4 text-ink-soft" />
          ) : (
            <span className="max-sm:hidden">
              <Kbd>/</Kbd>
            </span>
          )}
        </span>
      </form>
    </search>
  )
}
