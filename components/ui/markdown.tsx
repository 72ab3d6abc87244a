import type { ComponentProps } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { cn } from './cn.ts'
import { Link } from './link.tsx'

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

function headingAt(level: number): 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' {
  return headings[Math.min(level, 6) - 1] ?? 'h6'
}

function MarkdownLink({ href, children }: ComponentProps<'a'>) {
  const external = /^https?:/.test(href ?? '')
  return (
    <Link href={href ?? '#'} external={external} prefetch={false}>
      {children}
    </Link>
  )
}

function componentsFor(top: number): Components {
  return {
    h1: headingAt(top),
    h2: headingAt(top + 1),
    h3: headingAt(top + 2),
    h4: headingAt(top + 3),
    h5: headingAt(top + 4),
    h6: headingAt(top + 5),
    a: MarkdownLink,
    table: ({ children }) => (
      <div className="overflow-x-auto">
        <table>{children}</table>
      </div>
    ),
  }
}

const prose = [
  'min-w-0 max-w-[68ch] space-y-4 leading-relaxed [&_li]:my-1 [&_ol]:list-decimal [&_ol]:pl-6 [&_ul]:list-disc [&_ul]:pl-6',
  '[&_:is(h2,h3,h4,h5,h6)]:mt-8 [&_:is(h2,h3,h4,h5,h6)]:mb-2 [&_:is(h2,h3,h4,h5,h6)]:font-semibold [&_h2]:text-xl [&_h3]:text-lg',
  '[&_:not(pre)>code]:rounded-md [&_:not(pre)>code]:bg-hover [&_:not(pre)>code]:px-1.5 [&_:not(pre)>code]:py-0.5 [&_code]:font-mono [&_code]:text-[0.875em]',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-card [&_pre]:border [&_pre]:border-line [&_pre]:bg-sunken [&_pre]:p-4',
  '[&_blockquote]:border-line-strong [&_blockquote]:border-l-2 [&_blockquote]:pl-4 [&_blockquote]:text-ink-soft [&_hr]:my-8 [&_img]:rounded-card',
  '[&_td]:border-t [&_td]:py-2 [&_td]:pr-4 [&_th]:py-2 [&_th]:pr-4 [&_th]:text-left [&_table]:w-full [&_table]:text-[0.9375rem]',
]

/**
 * Text written by people, as Markdown (GitHub's kind), made safe: no HTML of its own, no scripts, no odd addresses.
 *
 * text; topHeading  the level that "# " becomes, 2 by default
 */
export function Markdown({
  text,
  topHeading = 2,
  className,
}: {
  text: string
  topHeading?: number
  className?: string
}) {
  return (
    <div className={cn(prose, '[&>:first-child]:mt-0', className)}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={componentsFor(topHeading)}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
}
