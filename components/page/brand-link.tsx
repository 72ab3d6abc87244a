import Image from 'next/image'
import NextLink from 'next/link'

/**
 * The organisation's mark and name, leading home.
 *
 * name; logo  a picture's address; href
 */
export function BrandLink({ name, logo, href = '/' }: { name: string; logo?: string | null; href?: string }) {
  return (
    <NextLink
      href={href}
      className="flex min-h-10 min-w-0 items-center gap-2.5 rounded-lg font-semibold tracking-tight"
    >
      {logo ? (
        <Image
          unoptimized
          src={logo}
          alt=""
          width={64}
          height={64}
          className="size-7 shrink-0 rounded-md object-contain"
        />
      ) : null}
      <span className="truncate">{name}</span>
    </NextLink>
  )
}
