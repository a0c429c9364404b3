// A list of the server, page by page: `{items, next, can}`, forward by its cursor only.
import { infiniteQueryOptions, useSuspenseInfiniteQuery } from '@tanstack/react-query'

interface Page<Item> {
  items: Item[]
  next?: string | null
  can: string[]
}

export const pages = <Item>(key: readonly unknown[], fetchPage: (after: string | undefined) => Promise<{ data?: Page<Item> }>) =>
  infiniteQueryOptions({
    queryKey: ['pages', ...key],
    queryFn: async ({ pageParam }): Promise<Page<Item>> => (await fetchPage(pageParam)).data ?? { items: [], next: null, can: [] },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** The rows fetched so far, and the way to the next ones. */
export function usePages<Item>(options: ReturnType<typeof pages<Item>>) {
  const query = useSuspenseInfiniteQuery(options)
  return {
    items: query.data.pages.flatMap((page) => page.items),
    can: query.data.pages[0]?.can ?? [],
    more: { has: query.hasNextPage, loading: query.isFetchingNextPage, onMore: () => void query.fetchNextPage() },
  }
}
