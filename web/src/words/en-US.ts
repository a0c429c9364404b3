// All words of one language: the product's own and those of the controls.
import antd from 'antd/locale/en_US'

const files = import.meta.glob<Record<string, unknown>>('../../../locales/en-US/*.json', { eager: true, import: 'default' })

export const words = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), texts]),
)

export const controls = antd
