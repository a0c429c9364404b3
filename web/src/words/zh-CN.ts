// All words of one language: the product's own and those of the controls.
import antd from 'antd/locale/zh_CN'

const files = import.meta.glob<Record<string, unknown>>('../../../locales/zh-CN/*.json', { eager: true, import: 'default' })

export const words = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), texts]),
)

export const controls = antd
